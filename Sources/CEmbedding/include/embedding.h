#ifndef EMBEDDING_H
#define EMBEDDING_H

#include <stddef.h>

/// A text file as it was when the program was built.
struct embedded_file {
    /// Such as `matter.mustache`; it stands once in a target.
    const char *name;
    /// UTF-8; ends with a NUL.
    const unsigned char *text;
};

/// The embedded files of one target.
struct embedded_files {
    const struct embedded_file *files;
    size_t count;
};

#endif
