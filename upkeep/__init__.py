"""What whoever deploys runs now and then, with the open internet: known vulnerabilities, links."""
