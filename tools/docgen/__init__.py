# SPDX-License-Identifier: MIT
"""What tools/gen-docs is made of."""
