//! One way to write enums whose variants have fixed names on the wire and in the database.

/// Declares a fieldless enum with `ALL`, `as_str`, `Display` and `FromStr` over exact names.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident, $error:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
        }

        #[doc = concat!("The text is not ", $what, ".")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        #[error("must be one of {}", [$($text),*].join(", "))]
        pub struct $error;

        impl $name {
            /// Every one, in the documented order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name, which never changes.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    _ => Err($error),
                }
            }
        }
    };
}

pub(crate) use named;
