# What was odd, missing, cut or assumed.
