# What a load tells the window.
