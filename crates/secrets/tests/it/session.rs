//! Session tokens, their CSRF tokens, and sealed state.

use latchstring_secrets::at_rest::AtRestError;
use latchstring_secrets::secrecy::ExposeSecret;
use latchstring_secrets::session::{SessionToken, open_state, seal_state};
use proptest::prelude::*;

use crate::support::{decode, ring, rng};

proptest! {
    #[test]
    fn a_token_is_read_as_it_was_written(seed in any::<u64>()) {
        let token = SessionToken::generate(&mut rng(seed));
        let again = SessionToken::parse(token.expose()).unwrap();
        prop_assert_eq!(again.digest(), token.digest());
        prop_assert_eq!(decode(token.expose()).len(), 32);
        prop_assert!(again.verify_csrf(token.csrf().expose_secret()));
    }
}

#[test]
fn the_form_token_of_one_session_is_worthless_in_another() {
    let (one, other) = (SessionToken::generate(&mut rng(1)), SessionToken::generate(&mut rng(2)));
    let csrf = one.csrf();
    let csrf = csrf.expose_secret();
    assert!(one.verify_csrf(csrf));
    assert!(!other.verify_csrf(csrf));
    assert_ne!(csrf, one.expose(), "a page must not give the cookie away");
    for wrong in
        ["", &csrf[..42], &format!("{csrf}="), &format!(" {csrf}"), &csrf.to_lowercase(), one.expose()]
    {
        assert!(!one.verify_csrf(wrong), "{wrong:?}");
    }
}

#[test]
fn other_spellings_of_a_cookie_are_refused() {
    let token = SessionToken::generate(&mut rng(3));
    let text = token.expose();
    for wrong in
        [String::new(), format!("{text}="), format!("{text}A"), text[..42].to_owned(), format!("\"{text}\"")]
    {
        assert!(SessionToken::parse(&wrong).is_err(), "{wrong}");
    }
}

#[test]
fn sealed_state_opens_for_its_session_only() {
    let ring = ring(4, 1);
    let sealed = seal_state(&ring, &[1; 16], b"credentials", &mut rng(4));
    assert_eq!(open_state(&ring, &[1; 16], &sealed).unwrap().as_slice(), b"credentials");
    assert_eq!(open_state(&ring, &[2; 16], &sealed).err(), Some(AtRestError::BadTag));
}
