#pragma once
#include "base/result.h"

/// Lets signals carry a Result<>: the meta type that Qt makes for it asks for an operator==, and
/// that of tl::expected<void, …> is declared but cannot be instantiated.
template <> struct QTypeTraits::has_operator_equal<base::Result<>> : std::false_type {
};
