"""The checks of the doctor: a module for each thing that is looked at."""
