use latchstring_secrets::api_key::ApiKeyText;
use latchstring_secrets::session::SessionToken;
use latchstring_secrets::token::LinkToken;

/// A token that is accepted has one spelling: it is written as it was read.
pub fn tokens(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(token) = LinkToken::parse(&text) {
        assert_eq!(token.expose(), text);
    }
    if let Ok(key) = ApiKeyText::parse(&text) {
        assert_eq!(key.expose(), text);
        assert!(text.contains(key.hint()), "the hint is no part of the key");
    }
    if let Ok(token) = SessionToken::parse(&text) {
        assert_eq!(token.expose(), text);
    }
}
