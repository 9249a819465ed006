#ifndef SANDBOX_LAWFFICIENT_ASSETS_H
#define SANDBOX_LAWFFICIENT_ASSETS_H

#include "embedding.h"

/// The templates of `SandboxLawfficient`.
struct embedded_files sandbox_lawfficient_assets(void);

#endif
