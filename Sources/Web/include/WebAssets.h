#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

#include "embedding.h"

/// The templates, styles, scripts and documents of `Web`.
struct embedded_files web_assets(void);

#endif
