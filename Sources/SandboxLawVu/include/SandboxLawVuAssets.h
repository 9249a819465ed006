#ifndef SANDBOX_LAWVU_ASSETS_H
#define SANDBOX_LAWVU_ASSETS_H

#include "embedding.h"

/// The templates of `SandboxLawVu`.
struct embedded_files sandbox_lawvu_assets(void);

#endif
