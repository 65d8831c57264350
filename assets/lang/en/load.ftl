# What a load tells the window.

## What went wrong

load-no-thread = The log couldn't be read because no thread could be started ({ $why })
load-ended-early = Reading ended without a result. Please report this
load-broke-off = Reading stopped because of an error in oomscope ({ $why }). What was found before is shown. Please report this.

## The log's lines, the search in them, and other work beside the window

lines-unread = The lines can't be read anymore: { $why }
search-broke-off = The search stopped: { $why }
search-too-large = This regular expression is too large
search-no-expression = This isn't a regular expression
errand-broke-off = An error in oomscope occurred ({ $why }). Please report this
