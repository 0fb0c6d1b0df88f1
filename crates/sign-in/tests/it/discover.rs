use latchstring_domain::flow::{Schema, SchemaField, SchemaTable};
use latchstring_domain::provider::{Connector, Provider, SignInMethod};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::{FieldId, FieldName};
use latchstring_service::ports::SignIn as _;

use crate::common::{answers, drivers, play_provider, provider};

fn declared() -> Schema {
    let field = SchemaField {
        id: FieldId::parse("sku").unwrap(),
        name: FieldName::parse("Article number").unwrap(),
        required: false,
    };
    Schema::new(vec![SchemaTable { table: FieldName::parse("Articles").unwrap(), fields: vec![field] }])
        .unwrap()
}

#[tokio::test]
async fn a_form_has_the_fields_that_its_connector_declares() {
    let connector = Connector { fields: Some(declared()), ..Connector::named("shop".parse().unwrap()) };
    let plain = provider(SignInMethod::Form, SignInForm::username_and_password());
    let shop = Provider { connector: Some(connector), ..plain.clone() };
    assert_eq!(drivers().discover(&shop, &answers([])).await, Ok(Some(declared())));
    assert_eq!(drivers().discover(&plain, &answers([])).await, Ok(None), "nobody knows");
}

#[tokio::test]
async fn the_sandbox_finds_out_its_fields_by_itself() {
    let found = drivers().discover(&play_provider(), &answers([])).await.unwrap().unwrap();
    let tables: Vec<_> = found.tables().iter().map(|table| table.table.as_str()).collect();
    assert_eq!(tables, ["Accounts", "Bills"]);
    assert_eq!(found.fields().count(), 11);
}
