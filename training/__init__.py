"""How the weights of the learned reader are made: marked passages and other people's sets in, one ONNX file out."""
