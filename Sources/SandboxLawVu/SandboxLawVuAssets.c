#include "SandboxLawVuAssets.h"

static const struct embedded_file files[] = {
    {"lawvu-list.mustache", (const unsigned char[]){
#embed "Page/Assets/lawvu-list.mustache" suffix(, 0)
    }},
};

struct embedded_files sandbox_lawvu_assets(void) {
    return (struct embedded_files){files, sizeof files / sizeof *files};
}
