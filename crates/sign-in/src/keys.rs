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
