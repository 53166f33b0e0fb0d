//! Tokens.

use proptest::prelude::*;
use tokio::runtime::Runtime;
use upstash_workflow::{AuthScheme, Client, RetryPolicy};

use super::values::text;
use crate::property::for_all;
use crate::support::{Wire, response};

#[test]
fn any_token_arrives_as_it_is_or_makes_no_client() {
    let runtime = Runtime::new().expect("a runtime");
    let wire = runtime.block_on(Wire::start([response("412 Precondition Failed", &[], "")]));
    let token = prop_oneof![text(), "[!-~]{1,20}"];
    for_all(512, (token, any::<bool>()), |(token, in_query)| {
        let scheme = if in_query { AuthScheme::Query } else { AuthScheme::Bearer };
        let builder = Client::builder().token(token.as_str()).base_url(wire.url());
        let client = match builder.auth_scheme(scheme).retry(RetryPolicy::none()).build() {
            Ok(client) => client,
            Err(error) => {
                prop_assert!(error.is_configuration() && !error.may_have_been_sent());
                return Ok(());
            }
        };
        let outcome = runtime.block_on(client.get_signing_keys().into_future());
        prop_assert!(outcome.is_err_and(|error| error.is_quota_exceeded()));
        let arrived = wire.take_requests();
        prop_assert_eq!(arrived.len(), 1);
        prop_assert_eq!(arrived[0].path(), "/v2/keys");
        let (bearer, query) = (format!("Bearer {token}"), arrived[0].query());
        if in_query {
            prop_assert_eq!(query, [("qstash_token".to_owned(), token)]);
            prop_assert_eq!(arrived[0].own_headers(), []);
        } else {
            prop_assert_eq!(query, []);
            prop_assert_eq!(arrived[0].own_headers(), [("authorization", &*bearer)]);
        }
        Ok(())
    });
}
