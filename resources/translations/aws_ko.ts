<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>aws</name>
    <message>
        <source>No AWS region is known: neither AWS_REGION nor the profile %1 has one. Enter the region of the cache.</source>
        <translation>AWS 리전을 알 수 없습니다. AWS_REGION과 프로필 %1 설정 어디에도 없습니다. 캐시의 리전을 입력하세요.</translation>
    </message>
    <message>
        <source>Only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set in the environment. Set both, or choose a profile.</source>
        <translation>환경 변수 AWS_ACCESS_KEY_ID와 AWS_SECRET_ACCESS_KEY 중 하나만 설정되어 있습니다. 둘 다 설정하거나 프로필을 선택하세요.</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>keys of this connection</source>
        <translation>이 연결의 키</translation>
    </message>
    <message>
        <source>The AWS profile %1 is neither in %2 nor in %3. Choose another profile, or add it there.</source>
        <translation>AWS 프로필 %1 항목이 다음 파일에 없습니다: %2, %3. 다른 프로필을 선택하거나 파일에 추가하세요.</translation>
    </message>
    <message>
        <source>The AWS profile %1 has a web identity token but no role_arn. Add it.</source>
        <translation>AWS 프로필 %1 설정에 웹 ID 토큰은 있지만 role_arn이 없습니다. 추가하세요.</translation>
    </message>
    <message>
        <source>The AWS profile %1 has no credentials of its own, and another profile takes its credentials from it.</source>
        <translation>AWS 프로필 %1 자체에는 자격 증명이 없는데 다른 프로필이 이 프로필의 자격 증명을 사용합니다.</translation>
    </message>
    <message>
        <source>The AWS profile %1 has only one of aws_access_key_id and aws_secret_access_key. Add the other.</source>
        <translation>AWS 프로필 %1 설정에 aws_access_key_id와 aws_secret_access_key 중 하나만 있습니다. 나머지를 추가하세요.</translation>
    </message>
    <message>
        <source>profile %1</source>
        <translation>프로필 %1</translation>
    </message>
    <message>
        <source>credential_process of the AWS profile %1 is no command line: a quote is not closed.</source>
        <translation>AWS 프로필 %1 설정의 credential_process는 올바른 명령줄이 아닙니다. 따옴표가 닫히지 않았습니다.</translation>
    </message>
    <message>
        <source>The AWS profile %1 has both source_profile and credential_source. Remove one of them.</source>
        <translation>AWS 프로필 %1 설정에 source_profile과 credential_source가 모두 있습니다. 하나를 제거하세요.</translation>
    </message>
    <message>
        <source>The AWS profile %1 takes its credentials from the container, and this program does not run in one of Amazon ECS or EKS.</source>
        <translation>AWS 프로필 %1 설정은 컨테이너에서 자격 증명을 가져오지만, 이 프로그램은 Amazon ECS 또는 EKS 컨테이너에서 실행되고 있지 않습니다.</translation>
    </message>
    <message>
        <source>The AWS profile %1 takes its credentials from this EC2 instance, which AWS_EC2_METADATA_DISABLED forbids.</source>
        <translation>AWS 프로필 %1 설정은 이 EC2 인스턴스에서 자격 증명을 가져오지만, AWS_EC2_METADATA_DISABLED 설정이 이를 금지합니다.</translation>
    </message>
    <message>
        <source>The AWS profile %1 has a role_arn, but neither source_profile nor credential_source. Add one of them.</source>
        <translation>AWS 프로필 %1 설정에 role_arn은 있지만 source_profile도 credential_source도 없습니다. 하나를 추가하세요.</translation>
    </message>
    <message>
        <source>The AWS profile %1 has the credential_source %2, which is not known. Use Environment, EcsContainer or Ec2InstanceMetadata.</source>
        <translation>AWS 프로필 %1 설정의 credential_source 값(%2)을 알 수 없습니다. Environment, EcsContainer, Ec2InstanceMetadata 중 하나를 사용하세요.</translation>
    </message>
    <message>
        <source>The AWS profile %1 takes its credentials from the profile %2, which does not exist.</source>
        <translation>AWS 프로필 %1 설정은 존재하지 않는 프로필(%2)에서 자격 증명을 가져옵니다.</translation>
    </message>
    <message>
        <source>The AWS profiles %1 take their credentials from each other in a loop. Correct source_profile.</source>
        <translation>AWS 프로필의 자격 증명 참조가 순환합니다: %1. source_profile을 수정하세요.</translation>
    </message>
    <message>
        <source>the profile %1 of %2 and %3 holds none</source>
        <translation>프로필 %1(%2, %3)에 자격 증명이 없습니다</translation>
    </message>
    <message>
        <source>there is no profile %1 in %2 or %3</source>
        <translation>프로필 %1 항목이 파일에 없습니다(%2, %3)</translation>
    </message>
    <message>
        <source>No AWS credentials were found: %1; %2; and this computer gives none. Choose a profile, or store an access key with this connection.</source>
        <translation>AWS 자격 증명을 찾지 못했습니다: %1, %2, 이 컴퓨터에서도 제공하지 않습니다. 프로필을 선택하거나 이 연결에 액세스 키를 저장하세요.</translation>
    </message>
    <message>
        <source>AWS_ACCESS_KEY_ID is not set in the environment</source>
        <translation>환경 변수 AWS_ACCESS_KEY_ID가 설정되지 않았습니다</translation>
    </message>
    <message>
        <source>the environment does not count for a chosen profile</source>
        <translation>프로필을 선택하면 환경 변수는 사용하지 않습니다</translation>
    </message>
    <message>
        <source>The AWS profile %1 names the sso-session %2, which does not exist.</source>
        <translation>AWS 프로필 %1 설정에 지정된 sso-session %2 항목이 없습니다.</translation>
    </message>
    <message>
        <source>The AWS profile %1 and its sso-session %2 do not agree on sso_start_url or sso_region.</source>
        <translation>AWS 프로필 %1 설정과 sso-session %2 항목의 sso_start_url 또는 sso_region이 서로 다릅니다.</translation>
    </message>
    <message>
        <source>The AWS profile %1 signs in by SSO, but one of sso_start_url, sso_region, sso_account_id and sso_role_name is missing.</source>
        <translation>AWS 프로필 %1 설정은 SSO로 로그인하지만 sso_start_url, sso_region, sso_account_id, sso_role_name 중 하나가 없습니다.</translation>
    </message>
    <message>
        <source>Endpoints and modes of replication groups stay unknown.</source>
        <translation>복제 그룹의 엔드포인트와 모드를 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Versions stay unknown, and caches with a single node are not listed.</source>
        <translation>버전을 알 수 없으며 단일 노드 캐시는 목록에 없습니다.</translation>
    </message>
    <message>
        <source>Serverless caches are not listed.</source>
        <translation>서버리스 캐시는 목록에 없습니다.</translation>
    </message>
    <message>
        <source>The VPC of some caches may stay unknown.</source>
        <translation>일부 캐시의 VPC를 알 수 없을 수 있습니다.</translation>
    </message>
    <message>
        <source>Which instances are online in Systems Manager stays unknown.</source>
        <translation>어느 인스턴스가 Systems Manager에서 온라인 상태인지 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Names and VPCs of instances stay unknown.</source>
        <translation>인스턴스의 이름과 VPC를 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Whether a bastion may reach a cache stays unknown.</source>
        <translation>배스천에서 캐시에 연결할 수 있는지 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Some or all ECS tasks are not listed.</source>
        <translation>ECS 작업의 일부 또는 전부가 목록에 없습니다.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>standalone</source>
        <translation>독립형</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>클러스터</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>AUTH token</source>
        <translation>AUTH 토큰</translation>
    </message>
    <message>
        <source>users (ACL, IAM)</source>
        <translation>사용자(ACL, IAM)</translation>
    </message>
    <message>
        <source>serverless</source>
        <translation>서버리스</translation>
    </message>
    <message>
        <source>%1 in %2 shards</source>
        <translation>%1개(샤드 %2개)</translation>
    </message>
    <message>
        <source>not permitted: %1</source>
        <translation>허용되지 않음: %1</translation>
    </message>
    <message>
        <source>An IAM sign-in needs the cache&apos;s name: its replication group id or serverless name.</source>
        <translation>IAM 로그인에는 캐시 이름이 필요합니다. 복제 그룹 ID 또는 서버리스 캐시 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>This cannot be the name of a cache for an IAM sign-in. Enter the replication group id or serverless name, not the endpoint: letters, digits and single hyphens, at most 40.</source>
        <translation>IAM 로그인에 사용할 수 없는 캐시 이름입니다. 엔드포인트가 아닌 복제 그룹 ID 또는 서버리스 캐시 이름을 입력하세요. 영문자, 숫자, 단일 하이픈만 사용하며 최대 40자입니다.</translation>
    </message>
    <message>
        <source>An IAM sign-in needs the ElastiCache user&apos;s id.</source>
        <translation>IAM 로그인에는 ElastiCache 사용자 ID가 필요합니다.</translation>
    </message>
    <message>
        <source>This cannot be the id of an ElastiCache user: it has a lower-case letter first, then lower-case letters, digits and single hyphens, at most 40.</source>
        <translation>사용할 수 없는 ElastiCache 사용자 ID입니다. 소문자로 시작하고 소문자, 숫자, 단일 하이픈만 사용하며 최대 40자입니다.</translation>
    </message>
    <message>
        <source>An IAM sign-in needs the cache&apos;s AWS region.</source>
        <translation>IAM 로그인에는 캐시의 AWS 리전이 필요합니다.</translation>
    </message>
    <message>
        <source>An IAM sign-in needs AWS keys.</source>
        <translation>IAM 로그인에는 AWS 키가 필요합니다.</translation>
    </message>
    <message>
        <source>DNS cannot find %1. Check the network, the region and the endpoint.</source>
        <translation>DNS에서 %1 호스트를 찾을 수 없습니다. 네트워크, 리전, 엔드포인트를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 refused the connection. Check the network and the endpoint.</source>
        <translation>%1 호스트에서 연결을 거부했습니다. 네트워크와 엔드포인트를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 ended the connection before its answer was complete. Try again.</source>
        <translation>%1 호스트에서 응답을 마치기 전에 연결을 끊었습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>No trusted TLS connection to %1. If a proxy inspects TLS here, let AWS_CA_BUNDLE name a file with its certificate.</source>
        <translation>%1 호스트와 신뢰할 수 있는 TLS 연결을 맺지 못했습니다. 프록시가 TLS를 검사하는 환경이라면 프록시 인증서 파일을 AWS_CA_BUNDLE 환경 변수로 지정하세요.</translation>
    </message>
    <message>
        <source>%1 cannot be reached. Check the network and a proxy.</source>
        <translation>%1 호스트에 연결할 수 없습니다. 네트워크와 프록시를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 s. Check the network, a proxy and the endpoint.</source>
        <translation>%1 호스트가 %2초 안에 응답하지 않았습니다. 네트워크, 프록시, 엔드포인트를 확인하세요.</translation>
    </message>
    <message>
        <source>The answer of %1 is over %2 MB, more than AWS sends. Check the endpoint.</source>
        <translation>%1 호스트의 응답이 %2MB를 초과합니다. AWS의 응답은 이보다 작습니다. 엔드포인트를 확인하세요.</translation>
    </message>
    <message>
        <source>The service&apos;s answer is not the XML that AWS sends. Check the endpoint, and whether a proxy answers in its place.</source>
        <translation>서비스의 응답이 AWS가 보내는 XML 형식이 아닙니다. 엔드포인트와, 프록시가 대신 응답하는지 확인하세요.</translation>
    </message>
    <message>
        <source>AWS keys came in a form that cannot be read: an access key, its secret or a valid time is missing.</source>
        <translation>AWS 키를 읽을 수 없는 형식으로 받았습니다. 액세스 키, 비밀 키 또는 올바른 시각이 없습니다.</translation>
    </message>
    <message>
        <source>credential_process of the AWS profile %1 did not print AWS credentials of version 1. Run the command in a terminal.</source>
        <translation>AWS 프로필 %1 설정의 credential_process가 버전 1의 AWS 자격 증명을 출력하지 않았습니다. 터미널에서 명령을 실행해 보세요.</translation>
    </message>
    <message>
        <source>profile %1 (credential_process)</source>
        <translation>프로필 %1(credential_process)</translation>
    </message>
    <message>
        <source>credential_process of the AWS profile %1 could not be started: %2. Check that the program is installed.</source>
        <translation>AWS 프로필 %1 설정의 credential_process를 시작하지 못했습니다: %2. 프로그램이 설치되어 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>credential_process of the AWS profile %1 did not end in time. Run the command in a terminal.</source>
        <translation>AWS 프로필 %1 설정의 credential_process가 제시간에 끝나지 않았습니다. 터미널에서 명령을 실행해 보세요.</translation>
    </message>
    <message>
        <source>credential_process of the AWS profile %1 failed. Run the command in a terminal, or sign in again with that program.</source>
        <translation>AWS 프로필 %1 설정의 credential_process가 실패했습니다. 터미널에서 명령을 실행하거나 해당 프로그램으로 다시 로그인하세요.</translation>
    </message>
    <message>
        <source>AWS did not accept the MFA code for the profile %1. Try again with the next code.</source>
        <translation>AWS에서 프로필 %1 MFA 코드를 승인하지 않았습니다. 다음 코드로 다시 시도하세요.</translation>
    </message>
    <message>
        <source>AWS refused the signature because this computer&apos;s clock is wrong. Set the clock.</source>
        <translation>이 컴퓨터의 시계가 맞지 않아 AWS에서 서명을 거부했습니다. 시계를 맞추세요.</translation>
    </message>
    <message>
        <source>AWS refused %1 with the credentials of %2. Details have AWS&apos;s own words.</source>
        <translation>AWS에서 %1 작업을 거부했습니다(자격 증명: %2). AWS의 답변은 세부 정보에 있습니다.</translation>
    </message>
    <message>
        <source>The web identity token of the AWS profile %1 cannot be read: %2.</source>
        <translation>AWS 프로필 %1 설정의 웹 ID 토큰을 읽을 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>profile %1, role %2</source>
        <translation>프로필 %1, 역할 %2</translation>
    </message>
    <message>
        <source>The role of the AWS profile %1 wants an MFA code, which cannot be asked for here.</source>
        <translation>AWS 프로필 %1 설정의 역할에는 MFA 코드가 필요하지만 여기에서는 물어볼 수 없습니다.</translation>
    </message>
    <message>
        <source>container</source>
        <translation>컨테이너</translation>
    </message>
    <message>
        <source>The container&apos;s credentials are not asked for: %1 is no address that may be trusted with its token. Correct AWS_CONTAINER_CREDENTIALS_FULL_URI.</source>
        <translation>컨테이너의 자격 증명을 요청하지 않았습니다. 토큰을 보내도 되는 주소가 아닙니다: %1. AWS_CONTAINER_CREDENTIALS_FULL_URI를 수정하세요.</translation>
    </message>
    <message>
        <source>this EC2 instance</source>
        <translation>이 EC2 인스턴스</translation>
    </message>
    <message>
        <source>This computer&apos;s instance metadata service did not answer: it is no EC2 instance, or the service is off. Choose another profile.</source>
        <translation>이 컴퓨터의 인스턴스 메타데이터 서비스가 응답하지 않았습니다. EC2 인스턴스가 아니거나 서비스가 꺼져 있습니다. 다른 프로필을 선택하세요.</translation>
    </message>
    <message>
        <source>No AWS credentials came from here: %1. Check that it has a role.</source>
        <translation>다음에서 AWS 자격 증명을 받지 못했습니다: %1. 역할이 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>profile %1 (SSO)</source>
        <translation>프로필 %1(SSO)</translation>
    </message>
    <message>
        <source>AWS gave no credentials for the role %1 of the account %2. Check the profile %3.</source>
        <translation>AWS에서 역할 %1(계정 %2)의 자격 증명을 제공하지 않았습니다. 프로필 %3 설정을 확인하세요.</translation>
    </message>
    <message>
        <source>The AWS profile %1 does not sign in by SSO.</source>
        <translation>AWS 프로필 %1 설정은 SSO로 로그인하지 않습니다.</translation>
    </message>
    <message>
        <source>The sign-in of the AWS profile %1 was not confirmed in time. Start it again.</source>
        <translation>AWS 프로필 %1 로그인이 제시간에 확인되지 않았습니다. 다시 시작하세요.</translation>
    </message>
    <message>
        <source>The sign-in of the AWS profile %1 was denied in the browser.</source>
        <translation>브라우저에서 AWS 프로필 %1 로그인이 거부되었습니다.</translation>
    </message>
    <message>
        <source>AWS refused the sign-in of the profile %1. Check its sso_start_url and sso_region.</source>
        <translation>AWS에서 프로필 %1 로그인을 거부했습니다. sso_start_url과 sso_region을 확인하세요.</translation>
    </message>
    <message>
        <source>The sign-in was given up.</source>
        <translation>로그인을 취소했습니다.</translation>
    </message>
    <message>
        <source>The AWS sign-in of profile %1 has expired. Sign in again to continue.</source>
        <translation>AWS 프로필 %1의 로그인이 만료되었습니다. 계속하려면 다시 로그인하세요.</translation>
    </message>
    <message>
        <source>AWS denied %1 for %2. Ask for this permission or choose another profile.</source>
        <translation>AWS에서 %1 작업을 거부했습니다(자격 증명: %2). 권한을 요청하거나 다른 프로필을 선택하세요.</translation>
    </message>
    <message>
        <source>The temporary AWS keys (%1) have expired. Renew them, then try again.</source>
        <translation>임시 AWS 키(%1)가 만료되었습니다. 키를 갱신한 후 다시 시도하세요.</translation>
    </message>
    <message>
        <source>AWS does not know the access key %1 (%2). Correct it, or choose another profile.</source>
        <translation>AWS에 등록되지 않은 액세스 키입니다: %1(%2). 키를 고치거나 다른 프로필을 선택하세요.</translation>
    </message>
    <message>
        <source>AWS refuses the time of the signature, and correcting it by AWS&apos;s own clock did not help. Set this computer&apos;s clock.</source>
        <translation>AWS에서 서명 시각을 거부했으며, AWS 시계에 맞추어 보정해도 해결되지 않았습니다. 이 컴퓨터의 시계를 맞추세요.</translation>
    </message>
    <message>
        <source>AWS refuses the signature of the access key %1 (%2). Correct its secret access key.</source>
        <translation>AWS에서 액세스 키 %1(%2)의 서명을 거부했습니다. 비밀 액세스 키를 고치세요.</translation>
    </message>
    <message>
        <source>AWS takes no more %1 for now: too many requests of this account. Try again in a minute.</source>
        <translation>AWS에서 지금은 %1 요청을 더 받지 않습니다(계정의 요청 한도 초과). 1분 후 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1 failed to answer %2 (HTTP status %3). Try again later.</source>
        <translation>%1 호스트에서 %2 요청을 처리하지 못했습니다(HTTP 상태 %3). 나중에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>%1 answered with HTTP status %2, not in AWS&apos;s words. Check the endpoint, and whether a proxy answers in its place.</source>
        <translation>%1 호스트에서 AWS의 응답이 아닌 HTTP 상태 %2 응답을 보냈습니다. 엔드포인트와, 프록시가 대신 응답하는지 확인하세요.</translation>
    </message>
    <message>
        <source>AWS refused %1 (%2). Its own words say what to correct.</source>
        <translation>AWS에서 %1 요청을 거부했습니다(%2). 고칠 내용은 AWS의 응답 원문을 참고하세요.</translation>
    </message>
    <message>
        <source>What %1 answered is not what AWS sends. Check the endpoint, and whether a proxy answers in its place.</source>
        <translation>%1 호스트의 응답이 AWS의 응답 형식이 아닙니다. 엔드포인트와, 프록시가 대신 응답하는지 확인하세요.</translation>
    </message>
    <message>
        <source>Systems Manager started a session without telling its address. Check the endpoint.</source>
        <translation>Systems Manager에서 세션을 시작했지만 접속 주소를 알려 주지 않았습니다. 엔드포인트를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 is not online in Systems Manager. Check that it runs, that its SSM agent is up and that its role allows SSM.</source>
        <translation>%1 인스턴스가 Systems Manager에서 온라인 상태가 아닙니다. 실행 여부, SSM 에이전트, IAM 역할의 SSM 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>The session&apos;s address leads to %1, which is not Session Manager&apos;s gateway of %2. Nothing was sent there. Check the endpoint.</source>
        <translation>세션 주소의 %1 호스트는 %2 리전의 Session Manager 게이트웨이가 아닙니다. 아무것도 전송하지 않았습니다. 엔드포인트를 확인하세요.</translation>
    </message>
    <message>
        <source>The AWS credentials have already ended (%1). Renew them where they come from, and check this computer&apos;s clock.</source>
        <translation>AWS 자격 증명이 이미 만료되었습니다(%1). 발급한 곳에서 갱신하고 이 컴퓨터의 시계를 확인하세요.</translation>
    </message>
    <message>
        <source>Or bring one of these online again, which are in the same VPC: %1. Check that it runs, that its SSM agent is up and that its role allows SSM.</source>
        <translation>또는 같은 VPC에 있는 다음 인스턴스 중 하나를 다시 온라인 상태로 만드세요: %1. 실행 여부, SSM 에이전트, IAM 역할의 SSM 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>Start an EC2 instance in %1, in a private subnet. The smallest Amazon Linux is enough; it needs no public address, no key pair and no open port.</source>
        <translation>EC2 인스턴스를 프라이빗 서브넷에서 시작하세요(VPC: %1). 가장 작은 Amazon Linux면 충분하며 공인 주소, 키 페어, 열린 포트가 필요하지 않습니다.</translation>
    </message>
    <message>
        <source>Give it an instance profile whose role has the policy AmazonSSMManagedInstanceCore.</source>
        <translation>AmazonSSMManagedInstanceCore 정책이 있는 역할의 인스턴스 프로파일을 연결하세요.</translation>
    </message>
    <message>
        <source>Let it reach Systems Manager: through a NAT gateway, or VPC endpoints for ssm, ssmmessages and ec2messages.</source>
        <translation>NAT 게이트웨이 또는 ssm, ssmmessages, ec2messages VPC 엔드포인트를 통해 Systems Manager에 연결할 수 있게 하세요.</translation>
    </message>
    <message>
        <source>Its SSM agent must be %1 or newer. Amazon Linux brings one along.</source>
        <translation>SSM 에이전트 버전은 %1 이상이어야 합니다. Amazon Linux에는 기본으로 포함되어 있습니다.</translation>
    </message>
    <message>
        <source>Let its security group into the cache&apos;s:</source>
        <translation>캐시의 보안 그룹에 인스턴스의 보안 그룹을 허용하세요:</translation>
    </message>
    <message>
        <source>See whether it is online, then search again:</source>
        <translation>온라인 상태를 확인한 다음 다시 검색하세요:</translation>
    </message>
    <message>
        <source>A bastion for %1</source>
        <translation>배스천 준비: %1</translation>
    </message>
    <message>
        <source>%1 gives more pages than there can be. What came so far is shown.</source>
        <translation>%1 작업의 응답 페이지가 비정상적으로 많습니다. 지금까지 받은 내용만 표시합니다.</translation>
    </message>
    <message>
        <source>The AWS profile %1 signs in by &quot;aws login&quot;, whose sessions are not read here. Use a profile that has credential_process = aws configure export-credentials --profile %1</source>
        <translation>AWS 프로필 %1 설정은 &quot;aws login&quot;으로 로그인하며, 그 세션은 여기에서 읽지 않습니다. 다음 설정이 있는 프로필을 사용하세요: credential_process = aws configure export-credentials --profile %1</translation>
    </message>
    <message>
        <source>The AWS address of this connection is not encrypted, so nothing was sent there: %1. Begin it with https:// (http:// leads to this computer alone).</source>
        <translation>이 연결의 AWS 주소는 암호화되지 않으므로 아무것도 보내지 않았습니다: %1. https://로 시작하는 주소를 입력하십시오(http://는 이 컴퓨터에만 쓸 수 있습니다).</translation>
    </message>
    <message>
        <source>%1 holds no certificates that can be read. AWS_CA_BUNDLE or the profile&apos;s ca_bundle names it: correct or remove that.</source>
        <translation>%1 파일에서 인증서를 읽을 수 없습니다. AWS_CA_BUNDLE 또는 프로필의 ca_bundle 설정이 이 파일을 가리킵니다. 설정을 고치거나 제거하세요.</translation>
    </message>
</context>
<context>
    <name>aws::BastionsModel</name>
    <message>
        <source>%1 (ECS, experimental)</source>
        <translation>%1(ECS, 실험적)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>온라인</translation>
    </message>
    <message>
        <source>Same VPC</source>
        <translation>같은 VPC</translation>
    </message>
    <message>
        <source>Port allowed</source>
        <translation>포트 허용</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>에이전트</translation>
    </message>
</context>
<context>
    <name>aws::CachesModel</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>모드</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>노드</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>엔드포인트</translation>
    </message>
</context>
<context>
    <name>ui::AccountPage</name>
    <message>
        <source>Sign in…</source>
        <translation>로그인…</translation>
    </message>
    <message>
        <source>Open the page in the browser</source>
        <translation>브라우저에서 페이지 열기</translation>
    </message>
    <message>
        <source>as the environment says, or default</source>
        <translation>환경 변수에 따름, 없으면 default</translation>
    </message>
    <message>
        <source>AWS profile</source>
        <translation>AWS 프로필</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>리전</translation>
    </message>
    <message>
        <source>Choose the region of the cache.</source>
        <translation>캐시의 리전을 선택하세요.</translation>
    </message>
    <message>
        <source>Asking AWS who you are…</source>
        <translation>AWS에서 호출자 정보를 조회하고 있습니다…</translation>
    </message>
    <message>
        <source>Account %1</source>
        <translation>계정 %1</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>로그인했습니다.</translation>
    </message>
    <message>
        <source>Asking IAM Identity Center for a code…</source>
        <translation>IAM Identity Center에 코드를 요청하고 있습니다…</translation>
    </message>
    <message>
        <source>Waiting for the sign-in in the browser…</source>
        <translation>브라우저에서 로그인하기를 기다리고 있습니다…</translation>
    </message>
    <message>
        <source>The page %1 shows a code. Confirm there only if it is this one. Good until %2.</source>
        <translation>%1 페이지에 코드가 표시됩니다. 아래 코드와 같을 때만 승인하세요. 유효 시간: %2까지</translation>
    </message>
    <message>
        <source>Nothing has been asked yet. AWS is then asked who you are, and which caches and instances there are: read-only calls, nothing is changed.</source>
        <translation>아직 아무것도 조회하지 않았습니다. 다음으로 넘어가면 AWS에서 호출자 정보와 캐시, 인스턴스를 조회합니다. 읽기 전용 호출만 사용하며 아무것도 변경하지 않습니다.</translation>
    </message>
    <message>
        <source>Cancel sign-in</source>
        <translation>로그인 취소</translation>
    </message>
    <message>
        <source>the profile names none: choose one</source>
        <translation>프로필에 없음: 리전을 선택하세요</translation>
    </message>
    <message>
        <source>%1 (AWS_PROFILE)</source>
        <translation>%1 (AWS_PROFILE)</translation>
    </message>
</context>
<context>
    <name>ui::AwsWizard</name>
    <message>
        <source>Copy IAM policy</source>
        <translation>IAM 정책 복사</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Sign in to AWS</source>
        <translation>AWS에 로그인</translation>
    </message>
    <message>
        <source>Find a bastion in AWS</source>
        <translation>AWS에서 배스천 찾기</translation>
    </message>
    <message>
        <source>Find in AWS</source>
        <translation>AWS에서 찾기</translation>
    </message>
    <message>
        <source>1  Account</source>
        <translation>1  계정</translation>
    </message>
    <message>
        <source>2  Cache and bastion</source>
        <translation>2  캐시와 배스천</translation>
    </message>
    <message>
        <source>3  Connection</source>
        <translation>3  연결</translation>
    </message>
    <message>
        <source>The permissions that this choice needs, and no others, as JSON for IAM</source>
        <translation>이 선택에 필요한 권한만 담은 IAM용 JSON</translation>
    </message>
    <message>
        <source>The policy is on the clipboard.</source>
        <translation>정책을 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Use this bastion</source>
        <translation>이 배스천 사용</translation>
    </message>
</context>
<context>
    <name>ui::CachesPage</name>
    <message>
        <source>Without a bastion (VPN, or from inside the VPC)</source>
        <translation>배스천 없이 연결(VPN 또는 VPC 내부)</translation>
    </message>
    <message>
        <source>Copy line</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Copy checklist</source>
        <translation>점검 목록 복사</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>캐시</translation>
    </message>
    <message>
        <source>Filter caches…</source>
        <translation>캐시 필터…</translation>
    </message>
    <message>
        <source>Filter caches</source>
        <translation>캐시 필터</translation>
    </message>
    <message>
        <source>Bastions</source>
        <translation>배스천</translation>
    </message>
    <message>
        <source>What a bastion needs</source>
        <translation>배스천에 필요한 것</translation>
    </message>
    <message>
        <source>Rule for the security group</source>
        <translation>보안 그룹 규칙</translation>
    </message>
    <message>
        <source>Bastions for %1</source>
        <translation>배스천: %1</translation>
    </message>
    <message>
        <source>No bastion for %1. What one needs:</source>
        <translation>%1 캐시에 사용할 배스천이 없습니다. 필요한 준비:</translation>
    </message>
    <message>
        <source>The security group of %1 does not let this bastion in. This line adds the rule; Larder never runs it:</source>
        <translation>%1 캐시의 보안 그룹에서 이 배스천을 허용하지 않습니다. 다음 명령으로 규칙을 추가할 수 있습니다(Larder는 실행하지 않습니다).</translation>
    </message>
    <message>
        <source>It is not known whether the security group of %1 lets this bastion in. If it does not, this line adds the rule:</source>
        <translation>%1 캐시의 보안 그룹에서 이 배스천을 허용하는지 알 수 없습니다. 허용하지 않는다면 다음 명령으로 규칙을 추가하세요.</translation>
    </message>
    <message>
        <source>Not permitted: %1. What that would tell is shown as unknown.</source>
        <translation>권한 없음: %1. 해당 정보는 알 수 없음으로 표시합니다.</translation>
    </message>
    <message>
        <source>Asking AWS for caches in %1…</source>
        <translation>AWS에서 %1 리전의 캐시를 조회하고 있습니다…</translation>
    </message>
    <message numerus="yes">
        <source>Asking AWS… %n cache(s) so far</source>
        <translation>
            <numerusform>AWS 조회 중… 지금까지 캐시 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cache(s) in %1</source>
        <translation>
            <numerusform>%1 리전의 캐시 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · account %2</source>
        <translation>%1 · 계정 %2</translation>
    </message>
    <message>
        <source>The line is on the clipboard.</source>
        <translation>명령을 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>The checklist is on the clipboard.</source>
        <translation>점검 목록을 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>Is it the right region and account? Back leads to both.</source>
        <translation>리전과 계정을 확인하세요. [뒤로]를 누르면 둘 다 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>No caches in %1</source>
        <translation>%1 리전에 캐시가 없습니다</translation>
    </message>
    <message>
        <source>No caches known in %1</source>
        <translation>%1 리전에서 확인된 캐시가 없습니다</translation>
    </message>
    <message>
        <source>None of these bastions is online in the VPC of this cache</source>
        <translation>이 캐시의 VPC에서 온라인 상태인 배스천이 없습니다</translation>
    </message>
    <message>
        <source>AWS does not let you list the caches. The IAM policy below holds the permissions to ask for; Back leads to another profile.</source>
        <translation>AWS에서 캐시 목록 조회를 허용하지 않습니다. 아래의 IAM 정책에 요청할 권한이 들어 있습니다. 다른 프로필을 선택하려면 뒤로를 누르세요.</translation>
    </message>
</context>
<context>
    <name>ui::EvidenceDelegate</name>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>not permitted</source>
        <translation>권한 없음</translation>
    </message>
</context>
<context>
    <name>ui::FinishPage</name>
    <message>
        <source>TLS on, verified against the real endpoint</source>
        <translation>TLS 켜짐, 실제 엔드포인트로 검증</translation>
    </message>
    <message>
        <source>TLS off: this cache does not offer it</source>
        <translation>TLS 꺼짐: 이 캐시에서 제공하지 않음</translation>
    </message>
    <message>
        <source>%1 · no password</source>
        <translation>%1 · 비밀번호 없음</translation>
    </message>
    <message>
        <source>%1 · wants a password (AUTH token), entered next</source>
        <translation>%1 · 비밀번호(AUTH 토큰) 필요, 다음 단계에서 입력</translation>
    </message>
    <message>
        <source>%1 · wants an ElastiCache user, entered next</source>
        <translation>%1 · ElastiCache 사용자 필요, 다음 단계에서 입력</translation>
    </message>
    <message>
        <source>%1 · sign-in not known</source>
        <translation>%1 · 인증 방식 알 수 없음</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>로컬</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>개발</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>스테이징</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>운영</translation>
    </message>
    <message>
        <source>Opens read-only, until you unlock it.</source>
        <translation>잠금을 해제할 때까지 읽기 전용으로 엽니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>캐시</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>보안</translation>
    </message>
    <message>
        <source>Direct, without a bastion</source>
        <translation>배스천 없이 직접 연결</translation>
    </message>
    <message>
        <source>Through %1 by Session Manager, built in, no open port</source>
        <translation>Session Manager로 %1 경유(내장, 열린 포트 없음)</translation>
    </message>
</context>
</TS>
