//! The keys under which the answers to a challenge come.
//!
//! The answers to the first form come under the keys of its fields, which the provider declares. A challenge
//! declares none, so each kind has fixed keys, the same for every driver. A page names its form fields after them.

/// The code of a [`Challenge::Code`](latchstring_domain::sign_in::Challenge::Code). White space around it is ignored.
pub const CODE: &str = "code";

/// The key of the option chosen at a [`Challenge::Choice`](latchstring_domain::sign_in::Challenge::Choice).
pub const CHOICE: &str = "choice";

/// Asked for instead of an answer to a [`Challenge::Code`](latchstring_domain::sign_in::Challenge::Code) that has other
/// ways: the choice of one. Whatever it holds means yes.
pub const ANOTHER_WAY: &str = "another_way";

/// The answer to a [`Challenge::Question`](latchstring_domain::sign_in::Challenge::Question).
pub const ANSWER: &str = "answer";

/// The new password at a [`Challenge::NewPassword`](latchstring_domain::sign_in::Challenge::NewPassword), taken
/// exactly as typed.
pub const NEW_PASSWORD: &str = "new_password";

/// The new password once more. A page that asks twice sends both, and they must be the same; one that lets the
/// recipient see what they type may ask once and leave this key out.
pub const NEW_PASSWORD_AGAIN: &str = "new_password_again";

/// What an authorisation server calls an answer by, at a [`Challenge::Redirect`](latchstring_domain::sign_in::Challenge::Redirect).
/// The code it brings comes under [`CODE`].
pub const STATE: &str = "state";

/// What the server calls itself.
pub const ISSUER: &str = "iss";

/// What the server says instead of a code.
pub const ERROR: &str = "error";

/// The keys under which tokens are sealed, for the collector.
pub const REFRESH_TOKEN: &str = "refresh_token";

/// See [`REFRESH_TOKEN`].
pub const ACCESS_TOKEN: &str = "access_token";

/// Until when the access token is good, as RFC 3339.
pub const EXPIRES_AT: &str = "expires_at";

/// What the tokens are good for.
pub const SCOPE: &str = "scope";
