#!/bin/sh
# Early boot of this test.
/sbin/swapon -a
