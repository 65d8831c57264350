# What a load tells the window.

## What went wrong

load-no-thread = The log could not be read: no thread could be started ({ $why })
load-ended-early = Reading ended without a result; please report this
load-broke-off = Reading broke off because of a mistake in oomscope ({ $why }). What was found before is shown; please report this.
