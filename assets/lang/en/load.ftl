# What a load tells the window.

## What went wrong

load-no-thread = The log could not be read: no thread could be started ({ $why })
load-ended-early = Reading ended without a result; please report this
load-broke-off = Reading broke off because of a mistake in oomscope ({ $why }). What was found before is shown; please report this.

## The log's lines, the search in them, and other work beside the window

lines-unread = The lines can no longer be read: { $why }
search-broke-off = The search broke off: { $why }
search-too-large = This regular expression is too large
search-no-expression = This is no regular expression
errand-broke-off = That went wrong because of a mistake in oomscope ({ $why }); please report this
