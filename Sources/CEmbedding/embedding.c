// The package manager wants a source file in each target.
#include "embedding.h"
