"""An office's own template: made ready (`ready`), looked over (`lint`), run (`run`), rendered (`render`)."""
