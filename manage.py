#!/usr/bin/env python
import gc
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centre.settings.dev")
    # ``migrate`` makes thousands of classes: looking for garbage as often as by default, every
    # 700 objects, is a fifth of its time.
    gc.set_threshold(50_000, 20, 100)

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
