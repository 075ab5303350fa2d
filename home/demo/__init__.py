"""The demonstration: a portal of huyện Bình Sơn with content of several years."""
