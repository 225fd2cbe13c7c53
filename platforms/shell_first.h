/* The first line of a script: #!, its shell's options, its interpreter. */
#ifndef HM_SHELL_FIRST_H
#define HM_SHELL_FIRST_H

#include "platforms/shell_state.h"

/*
 * The script at path is executed: set the options that its first line gives
 * to the shell (#!/bin/sh -e). The path of the interpreter where that is a
 * shell's script itself (Debian's /lib/init/init-d-script(5)), to be run with
 * the script's path in front of the arguments; else NULL.
 */
const char *sh_first_line(struct sh *, const char *path);

/* Only that path; no option is set. */
const char *sh_interpreter(struct sh *, const char *path);

#endif
