//! Setters take every convenient type, and send the same.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::time::{Duration, SystemTime};

use secrecy::SecretString;
use upstash_workflow::types::{FailureCallbackState as State, RunOrStepState, RunState, StepState};
use upstash_workflow::{Client, Error, FlowControl, List, Token, Trigger, UnixMillis};

use crate::support::{TOKEN, Wire};

/// Makes the call with each value, and returns the target that all of them have in common.
macro_rules! same {
    ($operation:ident.$setter:ident: $($value:expr),+ $(,)?) => {{
        let wire = Wire::json("{}").await;
        let client = wire.client();
        $(client.$operation().$setter($value).await.map(drop)?;)+
        let targets: Vec<_> = wire.requests().into_iter().map(|request| request.target).collect();
        assert!(targets.iter().all(|target| *target == targets[0]), "{targets:?}");
        targets.into_iter().next().expect("a request")
    }};
}

#[tokio::test]
async fn a_list_is_anything_that_turns_into_one() -> Result<(), Error> {
    let owned = vec!["a".to_string(), "b".to_string()];
    let both = same!(list_failed_workflow_runs.label:
        vec!["a".to_string(), "b".to_string()],
        ["a", "b"],
        &["a", "b"],
        ["a".to_string(), "b".to_string()],
        vec!["a", "b"],
        &owned,
        owned.as_slice(),
        &owned[..2],
        [Cow::Borrowed("a"), "b".into()],
        List::from(["a", "b"]),
        ["a", "b"].into_iter().collect::<List<String>>(),
        owned.clone(),
        BTreeSet::from(["b", "a"]),
        VecDeque::from(["a", "b"]),
    );
    assert_eq!(both, "/v2/workflows/dlq?label=a&label=b");

    let one = same!(list_failed_workflow_runs.label:
        "a", "a".to_string(), &owned[0], ["a"], vec!["a"], HashSet::from(["a"]));
    assert_eq!(one, "/v2/workflows/dlq?label=a");

    let states = same!(list_failed_workflow_runs.failure_function_state:
        ["CALLBACK_FAIL"],
        "CALLBACK_FAIL",
        String::from("CALLBACK_FAIL"),
        State::CallbackFail,
        [State::CallbackFail],
        vec![State::CallbackFail],
        &[State::CallbackFail],
        &vec![State::CallbackFail],
    );
    assert_eq!(states, "/v2/workflows/dlq?failureFunctionState=CALLBACK_FAIL");

    // What is a state of a run is one of "a run or a step" as well.
    let failed = same!(list_workflow_run_logs.state:
        RunState::RunFailed, "RUN_FAILED", RunOrStepState::RunFailed);
    assert_eq!(failed, "/v2/workflows/logs?state=RUN_FAILED");
    let newer =
        same!(list_workflow_run_logs.state: StepState::Unknown("STEP_NEW".into()), "STEP_NEW");
    assert_eq!(newer, "/v2/workflows/logs?state=STEP_NEW");
    Ok(())
}

#[tokio::test]
async fn an_id_is_any_text_and_a_number_any_integer() -> Result<(), Error> {
    let id = String::from("1-0");
    let path = same!(delete_failed_workflow_run.dlq_id:
        "1-0", "1-0".to_string(), &id, Cow::Borrowed("1-0"), Box::<str>::from("1-0"), id.as_str());
    assert_eq!(path, "/v2/workflows/dlq/1-0");
    let count = same!(list_failed_workflow_runs.count:
        5, 5u8, 5i32, 5u32, 5i64, 5u64, 5usize);
    assert_eq!(count, "/v2/workflows/dlq?count=5");
    Ok(())
}

#[tokio::test]
async fn a_time_is_a_number_or_a_time() -> Result<(), Error> {
    let from = same!(list_failed_workflow_runs.from_date:
        1_752_829_293_531,
        1_752_829_293_531_i64,
        UnixMillis::from(1_752_829_293_531),
        SystemTime::UNIX_EPOCH + Duration::from_millis(1_752_829_293_531),
    );
    assert_eq!(from, "/v2/workflows/dlq?fromDate=1752829293531");
    Ok(())
}

#[tokio::test]
async fn a_token_is_any_text_and_a_base_url_too() -> Result<(), Error> {
    let wire = Wire::json("{}").await;
    let (token, url) = (TOKEN.to_string(), wire.url().to_string());
    let builder = Client::builder;
    for client in [
        builder().token(TOKEN).base_url(wire.url()),
        builder().token(TOKEN.to_string()).base_url(url.clone()),
        builder().token(&token).base_url(&url),
        builder().token(token.as_str()).base_url(Cow::from(&url)),
        builder().token(SecretString::from(TOKEN)).base_url(&url),
        builder().token(Token::from(TOKEN)).base_url(&url),
    ] {
        client.user_agent(String::from("x")).build()?.get_global_parallelism().await?;
    }
    wire.client().with_token(&token).get_global_parallelism().await?;
    wire.client().with_token(token).get_global_parallelism().await?;
    let bearer = format!("Bearer {TOKEN}");
    let requests = wire.requests();
    assert_eq!(requests.len(), 8);
    assert!(requests.iter().all(|request| request.header("authorization") == Some(&*bearer)));
    Ok(())
}

#[tokio::test]
async fn a_trigger_takes_texts_and_bodies_of_any_kind() -> Result<(), Error> {
    let wire = Wire::json(r#"[{"workflowRunId": "wfr_1"}]"#).await;
    let client = wire.client();
    let (url, label) = (String::from("https://app.example.com/w"), String::from("orders"));
    let map = HashMap::from([("id", 42)]);
    let trigger = || client.trigger(&url).run_id(&label).label(&label).header("X-Tenant", &label);
    let limits = FlowControl::new(&label).parallelism(2).rate(5).period(Duration::from_secs(60));
    for trigger in [
        trigger().body("{\"id\":42}"),
        trigger().body(String::from("{\"id\":42}")),
        trigger().body(b"{\"id\":42}"),
        trigger().body(&b"{\"id\":42}"[..]),
        trigger().body(b"{\"id\":42}".to_vec()),
        trigger().body(bytes::Bytes::from("{\"id\":42}")),
        trigger().json(&map)?,
        trigger().json(&serde_json::json!({"id": 42}))?,
    ] {
        trigger.retry_delay(String::from("1000")).flow_control(limits.clone()).await?;
    }
    let requests = wire.requests();
    assert_eq!(requests.len(), 8);
    assert!(requests.iter().all(|request| request.body == requests[0].body));

    // From `trigger` and from `Trigger::new`, in any collection.
    let wire = Wire::json(r#"[{"workflowRunId": "a"}, {"workflowRunId": "b"}]"#).await;
    let client = wire.client();
    let made = || client.trigger(&url);
    let free = || Trigger::new(&url).json(&map);
    client.trigger_batch([made(), made()]).await?;
    client.trigger_batch(vec![made(), made()]).await?;
    client.trigger_batch([free()?, free()?]).await?;
    client.trigger_batch([1, 2].map(|_| Trigger::new(url.clone()))).await?;
    assert_eq!(wire.requests().len(), 4);
    Ok(())
}
