use latchstring_pages::view::Question;
use latchstring_sign_in::keys;

/// The pages do not know the drivers; both name answers the same.
#[test]
fn fields_of_challenges_are_named_as_the_drivers_name_them() {
    let code =
        Question::Code { channel: latchstring_pages::view::Channel::App, destination: None, digits: None };
    assert_eq!(code.field(), keys::CODE);
    assert_eq!(Question::Choice { methods: Vec::new() }.field(), keys::CHOICE);
    assert_eq!(Question::Secret { question: String::new() }.field(), keys::ANSWER);
    assert_eq!(Question::NewPassword { rules: None }.field(), keys::NEW_PASSWORD);
}
