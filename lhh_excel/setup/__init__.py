"""What a clerk's PC needs: described (probe), decided (plan), carried out (carry, windows, mac), taken away again."""
