"""The pages: what a person sees in a browser, drawn by the server, checked in the browser."""
