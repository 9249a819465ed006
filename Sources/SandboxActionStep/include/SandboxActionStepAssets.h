#ifndef SANDBOX_ACTIONSTEP_ASSETS_H
#define SANDBOX_ACTIONSTEP_ASSETS_H

#include "embedding.h"

/// The templates of `SandboxActionStep`.
struct embedded_files sandbox_actionstep_assets(void);

#endif
