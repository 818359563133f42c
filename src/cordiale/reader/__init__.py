"""The learned reader: one small encoder run by ONNX Runtime, with weights and model card as package data."""
