"""What the digital signatures of a PDF prove, judged offline. Knows no Django model."""
