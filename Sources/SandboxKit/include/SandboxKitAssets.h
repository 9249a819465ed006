#ifndef SANDBOX_KIT_ASSETS_H
#define SANDBOX_KIT_ASSETS_H

#include "embedding.h"

/// The templates, styles and script that all simulated systems share.
struct embedded_files sandbox_kit_assets(void);

#endif
