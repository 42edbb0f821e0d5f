"""Files that leave the product: so far the template to fill in."""
