"""The one-stop shop: dossiers from the citizen's form to the signed-for result (một cửa)."""
