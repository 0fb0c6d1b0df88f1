use std::collections::BTreeSet;

use latchstring_domain::answer_pattern::AnswerPattern;
use latchstring_domain::flow::{Schema, SchemaField, SchemaTable};
use latchstring_domain::provider::{Connector, Provider, ProviderUrl, SignInMethod};
use latchstring_domain::sign_in::{Adornment, FieldKind, SelectOption, SignInField, SignInForm};
use latchstring_domain::text::{FieldId, FieldName, ProviderName, Tag};
use latchstring_domain::{Timestamp, Version};
use latchstring_service::connector::ConnectorImport;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;

use super::super::{Catalog, OAuth, read};
use super::read_text;
use crate::document::Node;
use crate::shape::{ConnectorList, ConnectorShape};

const ID: &str = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";

/// A text that nothing is taken off, with what JSON has to escape in it.
fn line() -> impl Strategy<Value = String> {
    "[!-~äßλ語\"\\\\]([ -~äßλ語\"\\\\]{0,30}[!-~äßλ語])?"
}

fn field_key() -> impl Strategy<Value = String> {
    "[A-Za-z0-9_.-]{1,20}".prop_filter("taken by the pages", |key| !matches!(key.as_str(), "csrf" | "lang"))
}

fn field(key: String) -> impl Strategy<Value = SignInField> {
    let adornment =
        (option::of(line()), option::of(line())).prop_map(|(start, end)| Adornment { start, end });
    let options = vec((line(), line()), 1..5);
    let kind = prop::sample::select(FieldKind::ALL);
    let pattern = option::of(prop::sample::select(vec!["[0-9]{10}", "a|\"ß\"", r"\\d+"]));
    (line(), option::of(line()), kind, any::<bool>(), pattern, adornment, options).prop_map(
        move |(label, help, kind, required, pattern, adornment, options)| {
            let typed = !matches!(kind, FieldKind::Select | FieldKind::Boolean);
            let pattern = pattern.filter(|_| typed).map(|text| AnswerPattern::parse(text).unwrap());
            let mut seen = BTreeSet::new();
            let options = options
                .into_iter()
                .filter(|(value, _)| kind == FieldKind::Select && seen.insert(value.clone()))
                .map(|(value, label)| SelectOption { value, label })
                .collect();
            SignInField { key: key.clone(), label, help, kind, required, pattern, adornment, options }
        },
    )
}

fn form() -> impl Strategy<Value = SignInForm> {
    let keys = btree_set(field_key(), 1..6).prop_map(Vec::from_iter).prop_shuffle();
    keys.prop_flat_map(|keys| keys.into_iter().map(field).collect::<Vec<_>>()).prop_map(SignInForm)
}

fn schema() -> impl Strategy<Value = Schema> {
    vec((line(), any::<bool>()), 1..5).prop_map(|fields| {
        let field = |(place, (name, required)): (usize, (String, bool))| SchemaField {
            id: FieldId::parse(&format!("{place}")).unwrap(),
            name: FieldName::parse(&name).unwrap(),
            required,
        };
        let fields = fields.into_iter().enumerate().map(field).collect();
        Schema::new(vec![SchemaTable { table: FieldName::parse("T").unwrap(), fields }]).unwrap()
    })
}

fn import(key: String) -> impl Strategy<Value = ConnectorImport> {
    let tags = btree_set("[a-z]{1,9}", 0..4).prop_map(Vec::from_iter).prop_shuffle();
    (line(), "[a-z?=/]{0,9}", tags, any::<bool>(), option::of(schema()), form()).prop_map(
        move |(name, path, tags, icon, fields, form)| ConnectorImport {
            oauth: None,
            url: ProviderUrl::parse(&format!("https://{key}.example/{path}")).unwrap(),
            connector: Connector {
                key: key.parse().unwrap(),
                tags: tags.iter().map(|tag| Tag::parse(tag).unwrap()).collect(),
                icon: icon.then(|| ProviderUrl::parse("https://cdn.example/i.svg").unwrap()),
                fields,
            },
            name: ProviderName::parse(&name).unwrap(),
            form,
        },
    )
}

fn imports() -> impl Strategy<Value = Vec<ConnectorImport>> {
    let keys = btree_set("[a-z][a-z0-9]{0,9}", 0..4).prop_map(Vec::from_iter);
    keys.prop_flat_map(|keys| keys.into_iter().map(import).collect::<Vec<_>>())
}

/// The provider that an import makes.
fn made(import: &ConnectorImport) -> Provider {
    let ConnectorImport { connector, name, url, form, oauth: _ } = import.clone();
    Provider {
        id: ID.parse().unwrap(),
        workspace_id: ID.parse().unwrap(),
        name,
        url,
        countries: BTreeSet::new(),
        utility_types: BTreeSet::new(),
        method: SignInMethod::Form,
        form,
        connector: Some(connector),
        logo: None,
        mfa_forwarding: false,
        listed: true,
        created_at: Timestamp::EPOCH,
        updated_at: Timestamp::EPOCH,
        version: Version::FIRST,
    }
}

/// Any document, with a liking for the names that a catalog has.
fn document() -> impl Strategy<Value = Node> {
    let name = prop::sample::select(vec![
        "connectors",
        "id",
        "label",
        "type",
        "tags",
        "icon",
        "domain",
        "url",
        "connect_ui_params",
        "schema",
        "catalog",
        "table",
        "fields",
        "required",
        "options",
        "value",
        "adornment",
        "start",
        "description",
        "x",
    ]);
    let text = prop_oneof![
        Just("api".to_owned()),
        Just("oauth".to_owned()),
        Just("select".to_owned()),
        Just("shop.example".to_owned()),
        any::<String>(),
    ];
    let leaf = prop_oneof![
        Just(Node::Null),
        Just(Node::Number),
        any::<bool>().prop_map(Node::Boolean),
        text.prop_map(Node::Text),
    ];
    leaf.prop_recursive(6, 80, 12, move |inner| {
        let member = (name.clone().prop_map(str::to_owned), inner.clone());
        prop_oneof![vec(inner, 0..4).prop_map(Node::List), vec(member, 0..12).prop_map(Node::Object)]
    })
}

proptest! {
    #[test]
    fn the_fields_of_a_form_stand_in_the_order_of_the_document(
        keys in btree_set(field_key(), 1..50).prop_map(Vec::from_iter).prop_shuffle()
    ) {
        let params: Vec<String> = keys.iter().map(|key| format!(r#""{key}": {{"label": "L"}}"#)).collect();
        let text = format!(
            r#"[{{"connect_ui_params": {{{}}}, "id": "a", "label": "A", "type": "api", "domain": "a.example"}}]"#,
            params.join(",")
        );
        let read = read_text(&text, OAuth::Read).unwrap();
        let read: Vec<_> = read.connectors[0].form.fields().iter().map(|field| field.key.clone()).collect();
        prop_assert_eq!(read, keys);
    }

    #[test]
    fn what_is_listed_is_a_catalog_of_the_same(imports in imports()) {
        let connectors = imports.iter().map(|import| ConnectorShape::from(&made(import))).collect();
        let text = serde_json::to_string(&ConnectorList { connectors }).unwrap();
        prop_assert_eq!(read_text(&text, OAuth::Read), Ok(Catalog { connectors: imports, left_out: 0 }));
    }

    #[test]
    fn any_document_is_a_catalog_or_is_told_why_not(document in document()) {
        match read(&document, OAuth::Read) {
            Ok(catalog) => {
                prop_assert_eq!(catalog.left_out, 0);
                for one in catalog.connectors {
                    prop_assert!(!one.form.fields().is_empty());
                }
            }
            Err(refused) => {
                prop_assert!(!refused.flaws.is_empty());
                prop_assert!(refused.oauth <= refused.flaws.len());
            }
        }
    }
}
