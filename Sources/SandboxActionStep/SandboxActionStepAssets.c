#include "SandboxActionStepAssets.h"

static const struct embedded_file files[] = {
    {"activity.mustache", (const unsigned char[]){
#embed "Page/Assets/activity.mustache" suffix(, 0)
    }},
    {"front.mustache", (const unsigned char[]){
#embed "Page/Assets/front.mustache" suffix(, 0)
    }},
    {"hook.mustache", (const unsigned char[]){
#embed "Page/Assets/hook.mustache" suffix(, 0)
    }},
    {"hooks.mustache", (const unsigned char[]){
#embed "Page/Assets/hooks.mustache" suffix(, 0)
    }},
    {"live.mustache", (const unsigned char[]){
#embed "Page/Assets/live.mustache" suffix(, 0)
    }},
    {"matter.mustache", (const unsigned char[]){
#embed "Page/Assets/matter.mustache" suffix(, 0)
    }},
    {"notices.mustache", (const unsigned char[]){
#embed "Page/Assets/notices.mustache" suffix(, 0)
    }},
    {"played.mustache", (const unsigned char[]){
#embed "Page/Assets/played.mustache" suffix(, 0)
    }},
};

struct embedded_files sandbox_actionstep_assets(void) {
    return (struct embedded_files){files, sizeof files / sizeof *files};
}
