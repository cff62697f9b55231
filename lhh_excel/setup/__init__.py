"""What a clerk's PC needs: described (probe), decided (plan), carried out (carry), taken away again."""
