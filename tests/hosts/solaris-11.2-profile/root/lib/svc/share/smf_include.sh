# stands for the functions that methods use
