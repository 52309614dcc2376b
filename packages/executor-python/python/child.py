"""Imported first in a spawned child: gives the new interpreter output files and a name of its own."""

import os

import output

output.adopt(os.getpid())
os.register_at_fork(after_in_child=lambda: output.adopt(os.getpid()))
output.name_processes()
