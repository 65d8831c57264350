# What kubectl and other programs' lines say of a kill.
