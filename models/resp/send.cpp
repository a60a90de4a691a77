#include "resp/send.h"

namespace resp {

Send::Port::~Port() = default;

} // namespace resp
