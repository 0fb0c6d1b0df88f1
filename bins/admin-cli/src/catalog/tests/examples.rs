use latchstring_domain::answer_pattern::AnswerPattern;
use latchstring_domain::sign_in::{Adornment, FieldKind, SelectOption, SignInField};
use latchstring_service::connector::{ConnectorImport, MAX_IMPORT};
use serde_json::{Value, json};

use super::super::OAuth;
use super::read_text;

/// The one connector of a catalog that has no other.
fn one(connector: &str) -> ConnectorImport {
    let mut read = read_text(&format!("[{connector}]"), OAuth::Read).unwrap();
    assert_eq!(read.connectors.len(), 1);
    read.connectors.remove(0)
}

/// A connector with these members in the place of its own; null takes one away.
fn with(changes: Value) -> Value {
    let mut connector = json!({
        "id": "shop", "label": "Shop", "type": "api", "domain": "shop.example",
        "connect_ui_params": { "key": { "label": "Key" } },
    });
    for (name, value) in changes.as_object().unwrap() {
        connector[name] = value.clone();
    }
    connector
}

/// What is said against a connector with these members.
fn against(changes: Value) -> Vec<String> {
    let flaws = read_text(&json!([with(changes)]).to_string(), OAuth::Read).unwrap_err();
    let cut = |flaw: String| {
        let said = flaw.strip_prefix("connectors[0] (shop): ").or(flaw.strip_prefix("connectors[0]: "));
        said.unwrap_or_else(|| panic!("{flaw}")).to_owned()
    };
    flaws.into_iter().map(cut).collect()
}

/// What is said against a field with these members.
fn against_field(field: Value) -> Vec<String> {
    let flaws = against(json!({ "connect_ui_params": { "f": field } }));
    flaws.into_iter().map(|flaw| flaw.replacen("connect_ui_params/f", "…", 1)).collect()
}

#[test]
fn everything_a_connector_may_have_is_read() {
    let read = one(r#"{
        "id": "shop", "label": " Shop ", "type": "api", "tags": ["store", "b2b", "store"],
        "icon": "https://cdn.example/shop.svg", "domain": "shop.example", "auth_url": "https://passed.example/over",
        "connect_ui_params": {
            "shop": {"label": "Shop's name", "description": "As in\nits address.", "type": "text", "pattern": "[a-z-]+",
                     "adornment": {"start": "https://", "end": ".shop.example"}},
            "region": {"label": "Region", "type": "select", "required": false,
                       "options": ["eu", {"label": "United States", "value": "us"}]}
        },
        "schema": [{"table": "Orders", "fields": [{"id": "number", "type": "string"}]}]
    }"#);
    assert_eq!((read.connector.key.as_str(), read.name.as_str()), ("shop", "Shop"));
    assert_eq!(read.url.as_str(), "https://shop.example/");
    assert_eq!(read.connector.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(), ["store", "b2b"]);
    assert_eq!(read.connector.icon.unwrap().as_str(), "https://cdn.example/shop.svg");
    let schema = read.connector.fields.unwrap();
    assert_eq!(schema.fields().map(|(_, field)| field.name.as_str()).collect::<Vec<_>>(), ["number"]);
    let option = |value: &str, label: &str| SelectOption { value: value.into(), label: label.into() };
    let fields = [
        SignInField {
            key: "shop".into(),
            label: "Shop's name".into(),
            help: Some("As in\nits address.".into()),
            kind: FieldKind::Text,
            required: true,
            pattern: Some(AnswerPattern::parse("[a-z-]+").unwrap()),
            adornment: Adornment { start: Some("https://".into()), end: Some(".shop.example".into()) },
            options: Vec::new(),
        },
        SignInField {
            key: "region".into(),
            label: "Region".into(),
            help: None,
            kind: FieldKind::Select,
            required: false,
            pattern: None,
            adornment: Adornment::default(),
            options: vec![option("eu", "eu"), option("us", "United States")],
        },
    ];
    assert_eq!(read.form.fields(), fields);
}

#[test]
fn a_pattern_has_to_be_one_and_needs_something_to_be_typed() {
    let flaws = |pattern: &str, kind: &str| {
        let options = if kind == "select" { json!(["a"]) } else { json!([]) };
        against_field(json!({"label": "F", "type": kind, "pattern": pattern, "options": options}))
    };
    assert_eq!(
        flaws("(?=a)", "text"),
        [
            "…/pattern: is no regular expression that can be read here: look-around and back-references are not"
        ]
    );
    assert_eq!(
        flaws("a", "select"),
        ["…/pattern: must not have a pattern: nothing is typed into a field of this type"]
    );
}

#[test]
fn what_is_blank_or_null_is_not_there() {
    let bare = one(&with(json!({})).to_string());
    let blank = with(json!({
        "icon": " ", "url": "", "tags": null, "catalog": null, "schema": null,
        "connect_ui_params": { "key": {
            "label": "Key", "description": "", "type": null, "required": null, "options": [],
            "adornment": { "start": "", "end": null },
        } },
    }));
    assert_eq!(one(&blank.to_string()), bare);
}

#[test]
fn a_url_wins_over_a_domain() {
    for (changes, url) in [
        (json!({ "domain": "WWW.Shop.example" }), "https://www.shop.example/"),
        (json!({ "domain": "bücher.example" }), "https://xn--bcher-kva.example/"),
        (json!({ "url": "https://shop.example/login?next=a" }), "https://shop.example/login?next=a"),
        (json!({ "url": "https://shop.example/login", "domain": "no host" }), "https://shop.example/login"),
    ] {
        assert_eq!(one(&with(changes).to_string()).url.as_str(), url);
    }
    assert_eq!(against(json!({ "domain": null })), ["must have a domain, or a url"]);
    let host = "domain: must be the name of a host, such as example.com; a whole address goes into url";
    for domain in [
        "https://shop.example",
        "shop.example/login",
        "a@shop.example",
        "shop.example:8443",
        "localhost",
        "10.0.0.1",
        "a b.example",
    ] {
        assert_eq!(against(json!({ "domain": domain })), [host], "{domain}");
    }
    assert_eq!(against(json!({ "url": "http://shop.example" })), ["url: must begin with https://"]);
}

#[test]
fn every_mistake_of_a_connector_is_told_with_its_place() {
    let empty = "must not be empty";
    for (changes, said) in [
        (json!({ "id": null }), vec!["id: is required"]),
        (json!({ "label": null, "type": null }), vec!["type: is required", "label: is required"]),
        (json!({ "type": "form" }), vec!["type: must be api or oauth"]),
        (json!({ "label": "a\u{202e}b" }), vec!["label: must not contain control characters"]),
        (json!({ "tags": "store" }), vec!["tags: must be a list"]),
        (json!({ "tags": ["a", 1, ""] }), vec!["tags/1: must be a text", "tags/2: must not be empty"]),
        (json!({ "tags": vec!["a"; 21] }), vec!["tags: must have at most 20 items"]),
        (
            json!({ "icon": "/shop.svg" }),
            vec!["icon: must be a full address such as https://www.example.com"],
        ),
        (json!({ "connect_ui_params": null }), vec!["connect_ui_params: is required"]),
        (json!({ "connect_ui_params": [] }), vec!["connect_ui_params: must be an object"]),
        (
            json!({ "connect_ui_params": {} }),
            vec!["connect_ui_params: must have a field: a recipient would have nothing to sign in with"],
        ),
        (json!({ "schema": [] }), vec!["schema: must have at least one field"]),
        (
            json!({ "catalog": [{ "table": "", "fields": [{}] }] }),
            vec!["catalog/0/table: must not be empty", "catalog/0/fields/0/id: is required"],
        ),
        (
            json!({ "schema": [], "catalog": [] }),
            vec!["catalog: means the same as schema; leave one of them out"],
        ),
    ] {
        assert_eq!(against(changes.clone()), said, "{changes}");
    }
    let key = "id: must have 1 to 100 of the characters A-Z, a-z, 0-9, '.', '_' and '-', and begin with a letter or digit";
    assert_eq!(against(json!({ "id": "a shop" })), [key]);
    assert_eq!(against_field(json!({ "label": " " })), [format!("…/label: {empty}")]);
}

#[test]
fn every_mistake_of_a_field_is_told_with_its_place() {
    let long = |length: usize| "x".repeat(length);
    for (field, said) in [
        (json!("text"), vec!["…: must be an object"]),
        (json!(null), vec!["…: must be an object"]),
        (json!({}), vec!["…/label: is required"]),
        (
            json!({ "label": "F", "type": "textarea" }),
            vec!["…/type: must be one of text, password, email, number, url, boolean, select"],
        ),
        (json!({ "label": "F", "type": 1 }), vec!["…/type: must be a text"]),
        (json!({ "label": "F", "required": "yes" }), vec!["…/required: must be true or false"]),
        (json!({ "label": long(201) }), vec!["…/label: must have at most 200 characters"]),
        (
            json!({ "label": "F", "description": long(501) }),
            vec!["…/description: must have at most 500 characters"],
        ),
        (json!({ "label": "F", "adornment": "https://" }), vec!["…/adornment: must be an object"]),
        (
            json!({ "label": "F", "adornment": { "start": long(101), "end": "a\u{7}" } }),
            vec![
                "…/adornment/start: must have at most 100 characters",
                "…/adornment/end: must not contain control characters",
            ],
        ),
    ] {
        assert_eq!(against_field(field.clone()), said, "{field}");
    }
}

#[test]
fn options_are_for_a_select_which_cannot_do_without() {
    let select =
        |options: Value| against_field(json!({ "label": "F", "type": "select", "options": options }));
    let nothing = "must have options: there would be nothing to select";
    assert_eq!(select(json!(null)), [format!("…: {nothing}")]);
    assert_eq!(select(json!([])), [format!("…/options: {nothing}")]);
    assert_eq!(
        select(json!(["a", { "label": "A", "value": "a" }])),
        ["…/options: has the value \"a\" twice"]
    );
    assert_eq!(
        select(json!([1, " a", { "value": "b" }, ""])),
        [
            "…/options/0: must be a text, or an object with label and value",
            "…/options/1: must not begin or end with white space",
            "…/options/2/label: is required",
            "…/options/3: must not be empty",
        ]
    );
    let many: Vec<_> = (0..301).map(|number| number.to_string()).collect();
    assert_eq!(select(json!(many)), ["…/options: must have at most 300 items"]);
    assert_eq!(
        against_field(json!({ "label": "F", "options": ["a"] })),
        ["…/options: has options, which a field of the type text cannot show"]
    );
}

#[test]
fn a_key_of_a_field_can_be_sent_by_a_form() {
    let key = |key: &str| against(json!({ "connect_ui_params": { key: { "label": "F" } } }));
    let said = "has a key that is not 1 to 100 of the characters A-Z, a-z, 0-9, '_', '.' and '-'";
    assert_eq!(key("a b"), [format!("connect_ui_params/a b: {said}")]);
    assert_eq!(key(""), [format!("connect_ui_params/: {said}")]);
    assert_eq!(key("a/b~"), [format!("connect_ui_params/a~1b~0: {said}")]);
    assert_eq!(key("ü"), [format!("connect_ui_params/ü: {said}")]);
    assert_eq!(key(&"k".repeat(101)).len(), 1);
    for taken in ["csrf", "lang"] {
        let said = "has a key that the pages use themselves; choose another";
        assert_eq!(key(taken), [format!("connect_ui_params/{taken}: {said}")]);
    }
    let longest = "k".repeat(100);
    for fine in ["-._A9", "CSRF", longest.as_str()] {
        let params = json!({ fine: { "label": "F" } });
        assert_eq!(one(&with(json!({ "connect_ui_params": params })).to_string()).form.fields()[0].key, fine);
    }
    let many: serde_json::Map<String, Value> =
        (0..51).map(|number| (format!("f{number}"), json!({ "label": "F" }))).collect();
    assert_eq!(
        against(json!({ "connect_ui_params": many })),
        ["connect_ui_params: must have at most 50 fields"]
    );
}

#[test]
fn a_member_that_is_there_twice_is_refused_where_it_is_read_and_passed_over_where_not() {
    let connector = |more: &str, params: &str| {
        format!(
            r#"[{{"id": "shop", "label": "Shop", "type": "api", "domain": "shop.example", {more} "connect_ui_params": {{{params}}}}}]"#
        )
    };
    let field = r#""key": {"label": "Key"}"#;
    let read = |text: String| read_text(&text, OAuth::Read);
    assert_eq!(
        read(connector("", &format!("{field}, {field}"))).unwrap_err(),
        ["connectors[0] (shop): connect_ui_params/key: is there twice"]
    );
    assert_eq!(
        read(connector(r#""label": "Shop","#, field)).unwrap_err(),
        ["connectors[0] (shop): label: is there twice"]
    );
    assert!(read(connector(r#""settings": {"a": 1, "a": 2},"#, field)).is_ok());
}

#[test]
fn connectors_of_the_type_oauth_are_refused_or_left_out() {
    let oauth = |more: serde_json::Value| {
        let mut ledger = json!({ "id": "ledger", "type": "oauth", "label": "L", "domain": "ledger.example" });
        ledger.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ledger
    };
    let text = json!({ "connectors": [with(json!({})), oauth(json!({})), { "type": "oauth" }] }).to_string();
    let told = read_text(&text, OAuth::Read).unwrap_err();
    for said in ["connectors[1] (ledger): oauth: is required", "connectors[2]: oauth: is required"] {
        assert!(told.contains(&said.to_owned()), "{told:?}");
    }
    let wrong =
        json!({ "oauth": { "authorizeUrl": "http://ledger.example/a", "clientId": "", "secret": "x" } });
    assert_eq!(
        read_text(&json!([oauth(wrong)]).to_string(), OAuth::Read).unwrap_err(),
        [
            "connectors[0] (ledger): oauth/secret: is not known here; there may be authorizeUrl, tokenUrl, clientId, \
             clientSecret, clientAuth, scopes, issuer",
            "connectors[0] (ledger): oauth/authorizeUrl: must be an https address without user name, password and \
             fragment, of at most 500 characters",
            "connectors[0] (ledger): oauth/tokenUrl: is required",
            "connectors[0] (ledger): oauth/clientId: must not be empty",
        ]
    );
    let right = json!({ "oauth": {
        "authorizeUrl": "https://ledger.example/authorize", "tokenUrl": "https://ledger.example/token",
        "clientId": "latchstring", "clientSecret": "s", "scopes": "offline_access",
    } });
    let read = read_text(&json!([oauth(right)]).to_string(), OAuth::Read).unwrap();
    let wish = read.connectors[0].oauth.as_ref().unwrap();
    assert_eq!((wish.client_id.as_str(), wish.scopes.as_str()), ("latchstring", "offline_access"));
    assert!(wish.client_secret.is_some() && read.connectors[0].form.fields().is_empty());
    let read = read_text(&text, OAuth::LeftOut).unwrap();
    assert_eq!((read.connectors.len(), read.left_out), (1, 2));
}

#[test]
fn no_key_and_no_address_is_there_twice() {
    let text = json!([
        with(json!({})),
        with(json!({ "domain": "other.example" })),
        with(json!({ "id": "c", "url": "https://SHOP.example" })),
        with(json!({ "label": null })),
        { "id": "shop", "type": "oauth" },
    ]);
    assert_eq!(
        read_text(&text.to_string(), OAuth::LeftOut).unwrap_err(),
        [
            "connectors[1] (shop): id: is that of connectors[0] (shop) too",
            "connectors[2] (c): is at https://shop.example/, as connectors[0] (shop) is",
            "connectors[3] (shop): label: is required",
            "connectors[3] (shop): id: is that of connectors[1] (shop) too",
        ]
    );
}

#[test]
fn what_is_no_list_of_connectors_is_refused_as_a_whole() {
    for (text, said) in [
        ("7", "the document must be a list of connectors"),
        ("{}", "/connectors: is required"),
        (r#"{"connectors": {}}"#, "/connectors: must be a list of connectors"),
        (r#"{"connectors": [], "connectors": []}"#, "/connectors: is there twice"),
        ("[7]", "connectors[0]: must be an object"),
    ] {
        assert_eq!(read_text(text, OAuth::Read).unwrap_err(), [said], "{text}");
    }
    assert_eq!(read_text("[]", OAuth::Read).unwrap().connectors, []);
}

#[test]
fn more_than_one_import_can_take_are_refused() {
    let many = |count: usize| {
        let shop = |number: usize| {
            with(json!({ "id": format!("shop-{number}"), "domain": format!("shop-{number}.example") }))
        };
        json!((0..count).map(shop).collect::<Vec<_>>()).to_string()
    };
    assert_eq!(read_text(&many(MAX_IMPORT), OAuth::Read).unwrap().connectors.len(), MAX_IMPORT);
    assert_eq!(
        read_text(&many(MAX_IMPORT + 1), OAuth::Read).unwrap_err(),
        ["the document has 1001 connectors to import; split it: 1000 can be imported at once"]
    );
}
