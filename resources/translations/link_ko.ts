<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>link</name>
    <message>
        <source>%1 did not answer within %2 s. A firewall or security group probably drops the packets. Check host and port; if the server is inside a VPC, choose a tunnel.</source>
        <translation>%1 주소가 %2초 안에 응답하지 않았습니다. 방화벽이나 보안 그룹에서 차단하는 것 같습니다. 호스트와 포트를 확인하고, 서버가 VPC 내부에 있으면 터널을 선택하세요.</translation>
    </message>
    <message>
        <source>Direct → %1</source>
        <translation>직접 연결 → %1</translation>
    </message>
    <message>
        <source>DNS cannot find %1. Check the spelling; if the name exists only inside the VPC, choose a tunnel.</source>
        <translation>DNS에서 %1 호스트를 찾을 수 없습니다. 철자를 확인하고, VPC 내부 전용 이름이면 터널을 선택하세요.</translation>
    </message>
    <message>
        <source>%1 refused the connection: the host answers, but nothing listens on this port. Check the port and that the server is running.</source>
        <translation>%1 연결이 거부되었습니다. 호스트는 응답하지만 이 포트에서 대기 중인 서버가 없습니다. 포트와 서버 실행 상태를 확인하세요.</translation>
    </message>
    <message>
        <source>This computer does not allow a connection to %1. Check its firewall.</source>
        <translation>이 컴퓨터에서 %1 연결을 허용하지 않습니다. 방화벽을 확인하세요.</translation>
    </message>
    <message>
        <source>No connection to %1. Check the network of this computer, host and port.</source>
        <translation>%1 주소에 연결할 수 없습니다. 이 컴퓨터의 네트워크, 호스트, 포트를 확인하세요.</translation>
    </message>
    <message>
        <source>The socket %1 did not answer within %2 s. The server may be busy or stopped.</source>
        <translation>소켓 %1 경로에서 %2초 안에 응답이 없습니다. 서버가 바쁘거나 멈췄을 수 있습니다.</translation>
    </message>
    <message>
        <source>This account may not use the socket %1. Ask for read and write permission on it (unixsocketperm in the server&apos;s configuration).</source>
        <translation>이 계정에는 소켓 %1 사용 권한이 없습니다. 읽기와 쓰기 권한을 요청하세요(서버 설정의 unixsocketperm).</translation>
    </message>
    <message>
        <source>Nothing listens on the socket %1: the file is there, but no server behind it. Check that the server is running.</source>
        <translation>소켓 %1 경로에서 대기 중인 서버가 없습니다. 파일은 있지만 서버가 없습니다. 서버 실행 상태를 확인하세요.</translation>
    </message>
    <message>
        <source>There is no socket file %1. Check the path and that the server is running.</source>
        <translation>소켓 파일 %1 항목이 없습니다. 경로와 서버 실행 상태를 확인하세요.</translation>
    </message>
    <message>
        <source>No connection to the socket %1.</source>
        <translation>소켓 %1 경로에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not signed by an authority in %2, but by %3. Choose the CA file that belongs to this server.</source>
        <translation>%1 인증서의 발급자(%3)가 CA 파일 %2 안에 없습니다. 이 서버에 맞는 CA 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>The certificate of %1 is signed by itself, so nobody vouches for it. If the server is yours, choose its certificate as the CA file.</source>
        <translation>%1 인증서는 자체 서명되어 보증하는 기관이 없습니다. 직접 운영하는 서버라면 그 인증서를 CA 파일로 선택하세요.</translation>
    </message>
    <message>
        <source>The certificate of %1 is signed by %2, which this computer does not trust. If that is your own authority, choose its certificate as the CA file.</source>
        <translation>%1 인증서의 발급자(%2)를 이 컴퓨터에서 신뢰하지 않습니다. 직접 운영하는 인증 기관이라면 그 인증서를 CA 파일로 선택하세요.</translation>
    </message>
    <message>
        <source>The certificate of %1 (%2) is valid only from %3 to %4. Check the clock of this computer and of the server.</source>
        <translation>%1 인증서(%2)의 유효 기간이 아직 시작되지 않았습니다(%3 ~ %4). 이 컴퓨터와 서버의 시계를 확인하세요.</translation>
    </message>
    <message>
        <source>The certificate of %1 (%2) expired: it was valid from %3 to %4. It has to be renewed on the server.</source>
        <translation>%1 인증서(%2)가 만료되었습니다(유효 기간 %3 ~ %4). 서버에서 인증서를 갱신해야 합니다.</translation>
    </message>
    <message>
        <source>The certificate holds no name, so nothing says that it belongs to %1. It has to be issued again with the server&apos;s name in it.</source>
        <translation>인증서에 이름이 없어 %1 서버의 것인지 확인할 수 없습니다. 서버 이름을 넣어 인증서를 다시 발급해야 합니다.</translation>
    </message>
    <message>
        <source>The certificate is for %1, not %2. Through a tunnel, use the real endpoint as the TLS server name.</source>
        <translation>인증서의 이름은 %1이며 %2 이름과 다릅니다. 터널을 사용할 때는 실제 엔드포인트를 TLS 서버 이름으로 지정하세요.</translation>
    </message>
    <message>
        <source>The certificate of %1 was refused: %2. It has to be put right on the server.</source>
        <translation>%1 인증서를 받아들일 수 없습니다: %2. 서버에서 바로잡아야 합니다.</translation>
    </message>
    <message>
        <source>%1 refused the client certificate. Choose one that this server accepts, with its key.</source>
        <translation>%1 서버가 클라이언트 인증서를 거부했습니다. 이 서버에서 허용하는 인증서와 키를 선택하세요.</translation>
    </message>
    <message>
        <source>%1 wants a client certificate, and this connection has none. Choose the certificate and its key.</source>
        <translation>%1 서버에는 클라이언트 인증서가 필요하지만 이 연결에는 없습니다. 인증서와 키를 선택하세요.</translation>
    </message>
    <message>
        <source>%1 offers only TLS versions before 1.2, which are no longer safe. Turn on TLS 1.2 or 1.3 on the server.</source>
        <translation>%1 서버가 더 이상 안전하지 않은 TLS 1.2 미만 버전만 제공합니다. 서버에서 TLS 1.2 또는 1.3을 켜세요.</translation>
    </message>
    <message>
        <source>%1 has no certificate for the name that was asked for. Check the host and the TLS server name.</source>
        <translation>%1 서버에 요청한 이름의 인증서가 없습니다. 호스트와 TLS 서버 이름을 확인하세요.</translation>
    </message>
    <message>
        <source>%1 ended the TLS handshake. The details hold its words; its log says more.</source>
        <translation>%1 서버가 TLS 핸드셰이크를 끝냈습니다. 자세한 내용에 서버의 응답이 있으며, 서버 로그도 확인하세요.</translation>
    </message>
    <message>
        <source>This server does not use TLS: it answered in plain text. Turn TLS off only if you trust the whole route.</source>
        <translation>이 서버는 TLS를 사용하지 않습니다(평문으로 응답함). 전체 경로를 신뢰할 수 있을 때만 TLS를 끄세요.</translation>
    </message>
    <message>
        <source>certificate of %1, issued by %2, valid until %3</source>
        <translation>인증서 %1, 발급자 %2, 만료일 %3</translation>
    </message>
    <message>
        <source>not verified: anybody could be answering</source>
        <translation>확인하지 않음: 누구든 응답하고 있을 수 있습니다</translation>
    </message>
    <message>
        <source>%1 answers, but neither with TLS nor as a Redis server does. Check host and port.</source>
        <translation>%1 주소에서 응답하지만 TLS도 Redis 서버의 응답도 아닙니다. 호스트와 포트를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 accepted the connection, but did not finish the TLS handshake within %2 s. The server may be busy or stopped, or not use TLS.</source>
        <translation>%1 주소에 연결되었지만 %2초 안에 TLS 핸드셰이크가 끝나지 않았습니다. 서버가 바쁘거나 멈췄거나 TLS를 사용하지 않을 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 closed the connection during the TLS handshake without saying why. It may be at its limit of connections; its log says more.</source>
        <translation>%1 서버가 이유를 알리지 않고 TLS 핸드셰이크 중에 연결을 닫았습니다. 연결 수 한도에 도달했을 수 있으니 서버 로그를 확인하세요.</translation>
    </message>
    <message>
        <source>TLS could not be started on this computer. OpenSSL 3 is needed.</source>
        <translation>이 컴퓨터에서 TLS를 시작할 수 없습니다. OpenSSL 3이 필요합니다.</translation>
    </message>
    <message>
        <source>The TLS handshake with %1 failed. The details hold the words of OpenSSL.</source>
        <translation>%1 서버와의 TLS 핸드셰이크가 실패했습니다. 자세한 내용에 OpenSSL의 메시지가 있습니다.</translation>
    </message>
    <message>
        <source>The file %1 cannot be read. Check the path and whether this account may read it.</source>
        <translation>파일 %1 항목을 읽을 수 없습니다. 경로와 이 계정의 읽기 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>The file %1 holds no certificate in PEM form (BEGIN CERTIFICATE).</source>
        <translation>파일 %1 안에 PEM 형식의 인증서(BEGIN CERTIFICATE)가 없습니다.</translation>
    </message>
    <message>
        <source>The file %1 holds no private key that can be used. It has to be an RSA or EC key in PEM form.</source>
        <translation>파일 %1 안에 사용할 수 있는 개인 키가 없습니다. PEM 형식의 RSA 또는 EC 키여야 합니다.</translation>
    </message>
    <message>
        <source>The key %1 is encrypted. Enter its passphrase.</source>
        <translation>키 %1 파일이 암호화되어 있습니다. 암호를 입력하세요.</translation>
    </message>
    <message>
        <source>The passphrase does not open the key %1. Enter the right one.</source>
        <translation>입력한 암호로 키 %1 파일을 열 수 없습니다. 올바른 암호를 입력하세요.</translation>
    </message>
    <message>
        <source>The key %1 does not belong to the certificate %2. Choose the key that was made for it.</source>
        <translation>키 %1 파일과 인증서 %2 파일이 서로 맞지 않습니다. 이 인증서에 맞는 키를 선택하세요.</translation>
    </message>
    <message>
        <source>No answer from DNS for %1 within %2 s. Check the network of this computer.</source>
        <translation>%1 호스트에 대한 DNS 응답이 %2초 안에 오지 않았습니다. 이 컴퓨터의 네트워크를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 is a private VPC address (%2). This endpoint cannot be reached directly from outside its VPC. Use a VPN, or connect through an SSH or SSM bastion.</source>
        <translation>%1 주소는 VPC 사설 IP(%2)입니다. 이 엔드포인트는 VPC 외부에서 직접 접속할 수 없습니다. VPN을 사용하거나 SSH 또는 SSM 배스천을 통해 연결하세요.</translation>
    </message>
    <message>
        <source>The server is silent in plain text but answers to TLS. Turn on TLS.</source>
        <translation>서버가 평문에는 응답하지 않고 TLS에는 응답합니다. TLS를 켜세요.</translation>
    </message>
    <message>
        <source>The known SSH host keys in %1 cannot be read: %2. Without them no bastion can be recognised; make the file readable.</source>
        <translation>%1에 있는 알려진 SSH 호스트 키를 읽을 수 없습니다: %2. 이 파일이 없으면 배스천을 확인할 수 없으니 파일을 읽을 수 있게 하세요.</translation>
    </message>
    <message>
        <source>The file of known SSH host keys %1 is larger than 16 MB.</source>
        <translation>알려진 SSH 호스트 키 파일 %1의 크기가 16MB를 넘습니다.</translation>
    </message>
    <message>
        <source>The SSH host key cannot be stored in %1: %2.</source>
        <translation>SSH 호스트 키를 저장할 수 없습니다. 파일: %1, 이유: %2.</translation>
    </message>
    <message>
        <source>The SSH host key of %1 cannot be stored: the name is not that of a host.</source>
        <translation>%1 주소의 SSH 호스트 키를 저장할 수 없습니다. 호스트 이름이 아닙니다.</translation>
    </message>
    <message>
        <source>New: %1 %2</source>
        <translation>새 키: %1 %2</translation>
    </message>
    <message>
        <source>Stored: %1 %2 (%3)</source>
        <translation>저장된 키: %1 %2 (%3)</translation>
    </message>
    <message>
        <source>The SSH host key of %1 has changed. The bastion was rebuilt, or someone is intercepting. Nothing was sent. Compare the new fingerprint with your administrator: %2</source>
        <translation>%1 배스천의 SSH 호스트 키가 변경되었습니다. 배스천이 재생성되었거나 누군가 통신을 가로채고 있을 수 있습니다. 아무것도 전송하지 않았습니다. 새 지문을 관리자와 대조하세요: %2</translation>
    </message>
    <message>
        <source>The SSH host key of %1 is of another type than the stored one: %2 instead of %3. The bastion was rebuilt, or someone is intercepting. Nothing was sent. Compare the new fingerprint with your administrator: %4</source>
        <translation>%1 배스천의 SSH 호스트 키 종류가 저장된 것과 다릅니다. 새 키: %2, 저장된 키: %3. 배스천이 재생성되었거나 누군가 통신을 가로채고 있을 수 있습니다. 아무것도 전송하지 않았습니다. 새 지문을 관리자와 대조하세요: %4</translation>
    </message>
    <message>
        <source>The SSH host key of %1 is marked as revoked on this computer: whoever shows it may not be the bastion. Nothing was sent. Ask your administrator for the new key. Revoked: %2</source>
        <translation>%1 배스천의 SSH 호스트 키가 이 컴퓨터에 폐기된 키로 표시되어 있습니다. 이 키를 제시하는 상대는 배스천이 아닐 수 있습니다. 아무것도 전송하지 않았습니다. 관리자에게 새 키를 요청하세요. 폐기된 키: %2</translation>
    </message>
    <message>
        <source>%1 is known only by a certificate authority (@cert-authority), which the built-in SSH does not support. Choose OpenSSH for this connection, which does, or add the host&apos;s own key to known_hosts: %2</source>
        <translation>%1 배스천은 인증 기관(@cert-authority)으로만 등록되어 있으며, 내장 SSH는 이를 지원하지 않습니다. 이 연결에 인증 기관을 지원하는 OpenSSH를 선택하거나 호스트 자체의 키를 known_hosts에 추가하세요: %2</translation>
    </message>
    <message>
        <source>The SSH host key of %1 is not known, and this connection accepts only known ones. Nothing was sent. Add it to known_hosts once your administrator has confirmed it: %2</source>
        <translation>%1 배스천의 SSH 호스트 키를 알 수 없으며, 이 연결은 알려진 키만 허용합니다. 아무것도 전송하지 않았습니다. 관리자가 확인해 주면 known_hosts에 추가하세요: %2</translation>
    </message>
    <message>
        <source>The SSH host key of %1 is not known, and nobody can be asked here. Nothing was sent. Connect once in the window and accept it there, or add it to known_hosts: %2</source>
        <translation>%1 배스천의 SSH 호스트 키를 알 수 없으며, 여기에서는 물어볼 사람이 없습니다. 아무것도 전송하지 않았습니다. 창에서 한 번 연결하여 수락하거나 known_hosts에 추가하세요: %2</translation>
    </message>
    <message>
        <source>The SSH host key of %1 was not accepted. Nothing was sent. It was: %2</source>
        <translation>%1 배스천의 SSH 호스트 키를 수락하지 않았습니다. 아무것도 전송하지 않았습니다. 제시된 키: %2</translation>
    </message>
    <message>
        <source>There is no key file %1. Check the path.</source>
        <translation>키 파일 %1 항목이 없습니다. 경로를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 is not a file. Choose the file of a private key.</source>
        <translation>%1 경로는 파일이 아닙니다. 개인 키 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>%1 is larger than 1 MB, so it is no key. Choose the file of a private key.</source>
        <translation>%1 파일은 1 MB보다 커서 키가 아닙니다. 개인 키 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>The key %1 cannot sign as %2, which the server asks for.</source>
        <translation>키 %1 항목은 서버가 요구하는 %2 방식으로 서명할 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 is empty. Choose the file of a private key.</source>
        <translation>%1 내용이 비어 있습니다. 개인 키 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>%1 holds no private key. It has to be a key in OpenSSH or PEM form, whose first line says BEGIN … PRIVATE KEY.</source>
        <translation>%1 안에 개인 키가 없습니다. 첫 줄이 BEGIN … PRIVATE KEY인 OpenSSH 또는 PEM 형식의 키가 필요합니다.</translation>
    </message>
    <message>
        <source>%1 is a public key. Choose the private key that belongs to it, usually the file of the same name without .pub.</source>
        <translation>%1 항목은 공개 키입니다. 짝이 되는 개인 키를 선택하세요. 보통 .pub가 없는 같은 이름의 파일입니다.</translation>
    </message>
    <message>
        <source>%1 is a certificate. Choose the private key that belongs to it.</source>
        <translation>%1 항목은 인증서입니다. 짝이 되는 개인 키를 선택하세요.</translation>
    </message>
    <message>
        <source>%1 is a key of PuTTY. Convert it: puttygen key.ppk -O private-openssh -o key</source>
        <translation>%1 항목은 PuTTY 키입니다. 변환하세요: puttygen key.ppk -O private-openssh -o key</translation>
    </message>
    <message>
        <source>%1 is a DSA key, which servers no longer accept. Make a new one: ssh-keygen -t ed25519</source>
        <translation>%1 항목은 서버에서 더 이상 받지 않는 DSA 키입니다. 새로 만드세요: ssh-keygen -t ed25519</translation>
    </message>
    <message>
        <source>%1 is a key of SSH version 1, which servers no longer accept. Make a new one: ssh-keygen -t ed25519</source>
        <translation>%1 항목은 서버에서 더 이상 받지 않는 SSH 버전 1 키입니다. 새로 만드세요: ssh-keygen -t ed25519</translation>
    </message>
    <message>
        <source>%1 is a private key in a form that is not supported (%2). Convert it to OpenSSH or PEM form with the program that made it.</source>
        <translation>%1 항목은 지원하지 않는 형식(%2)의 개인 키입니다. 키를 만든 프로그램에서 OpenSSH 또는 PEM 형식으로 변환하세요.</translation>
    </message>
    <message>
        <source>%1 ends in the middle of the key. Copy it again as a whole, up to its END line.</source>
        <translation>%1 내용이 키 중간에서 끝납니다. END 줄까지 전체를 다시 복사하세요.</translation>
    </message>
    <message>
        <source>%1 has the form of a private key, but its content is damaged. Copy it again from where it was made.</source>
        <translation>%1 항목은 개인 키 형식이지만 내용이 손상되었습니다. 만든 곳에서 다시 복사하세요.</translation>
    </message>
    <message>
        <source>%1 does not hold exactly one key. Give each key a file of its own.</source>
        <translation>%1 안의 키가 정확히 하나가 아닙니다. 키마다 파일을 따로 만드세요.</translation>
    </message>
    <message>
        <source>%1 is an RSA key of %2 bits, which is not safe; 2048 are the least. Make a new one: ssh-keygen -t ed25519</source>
        <translation>%1 항목은 %2비트 RSA 키로 안전하지 않습니다. 최소 2048비트가 필요합니다. 새로 만드세요: ssh-keygen -t ed25519</translation>
    </message>
    <message>
        <source>%1 is a key of a kind that is not supported (%2). Use Ed25519, ECDSA (P-256, P-384, P-521) or RSA.</source>
        <translation>%1 항목은 지원하지 않는 종류(%2)의 키입니다. Ed25519, ECDSA(P-256, P-384, P-521) 또는 RSA를 사용하세요.</translation>
    </message>
    <message>
        <source>%1 is encrypted in a way that is not supported. Encrypt it anew: ssh-keygen -p -f key</source>
        <translation>%1 항목은 지원하지 않는 방식으로 암호화되어 있습니다. 다시 암호화하세요: ssh-keygen -p -f key</translation>
    </message>
    <message>
        <source>%1 is encrypted in a way that is not supported (%2). Encrypt it anew: ssh-keygen -p -f key</source>
        <translation>%1 항목은 지원하지 않는 방식(%2)으로 암호화되어 있습니다. 다시 암호화하세요: ssh-keygen -p -f key</translation>
    </message>
    <message>
        <source>Trying a passphrase of the key %1 would take minutes: it is encrypted with too many rounds. Encrypt it with fewer: ssh-keygen -p -a 64 -f key</source>
        <translation>키 %1 항목은 반복 횟수가 너무 많게 암호화되어 암호를 시험하는 데 몇 분이 걸립니다. 횟수를 줄여 다시 암호화하세요: ssh-keygen -p -a 64 -f key</translation>
    </message>
    <message>
        <source>Others on this computer may read the key %1, so it is not used. Make it yours alone: chmod 600 &quot;%2&quot;</source>
        <translation>이 컴퓨터의 다른 사용자가 키 %1 파일을 읽을 수 있어 사용하지 않았습니다. 본인만 읽을 수 있게 하세요: chmod 600 &quot;%2&quot;</translation>
    </message>
    <message>
        <source>%1 took the connection and then said nothing for %2 s. Check that this is its SSH port; a host under heavy load answers late, too.</source>
        <translation>%1 주소에 연결되었지만 %2초 동안 응답이 없었습니다. SSH 포트가 맞는지 확인하세요. 부하가 큰 호스트도 응답이 늦을 수 있습니다.</translation>
    </message>
    <message>
        <source>What answers at %1 is no SSH server: it says “%2”. Check host and port.</source>
        <translation>%1 주소에서 응답한 것은 SSH 서버가 아닙니다. 응답 내용: “%2”. 호스트와 포트를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 ended the connection before the sign-in was done. It may have too many connections at the moment (MaxStartups), or the time for signing in was over (LoginGraceTime).</source>
        <translation>%1 배스천이 로그인이 끝나기 전에 연결을 끊었습니다. 현재 연결이 너무 많거나(MaxStartups) 로그인 제한 시간이 지났을 수 있습니다(LoginGraceTime).</translation>
    </message>
    <message>
        <source>%1 offers no key exchange, cipher or host key that is safe enough. If its only host key is RSA, use the OpenSSH backend.</source>
        <translation>%1 배스천은 충분히 안전한 키 교환 방식, 암호 또는 호스트 키를 제공하지 않습니다. 호스트 키가 RSA뿐이면 OpenSSH 백엔드를 사용하세요.</translation>
    </message>
    <message>
        <source>The key exchange with %1 failed. Try it again, or use the OpenSSH backend.</source>
        <translation>%1 배스천과의 키 교환에 실패했습니다. 다시 시도하거나 OpenSSH 백엔드를 사용하세요.</translation>
    </message>
    <message>
        <source>The SSH connection to %1 was lost.</source>
        <translation>%1 배스천과의 SSH 연결이 끊어졌습니다.</translation>
    </message>
    <message>
        <source>The SSH connection to %1 was lost: nothing came from it for %2 s.</source>
        <translation>%1 배스천과의 SSH 연결이 끊어졌습니다. %2초 동안 아무것도 수신되지 않았습니다.</translation>
    </message>
    <message>
        <source>The tunnel %1 was closed.</source>
        <translation>%1 터널이 닫혔습니다.</translation>
    </message>
    <message>
        <source>This computer has no more sockets to give. Close some connections.</source>
        <translation>이 컴퓨터에서 소켓을 더 만들 수 없습니다. 일부 연결을 닫으세요.</translation>
    </message>
    <message>
        <source>The bastion forbids port forwarding (AllowTcpForwarding). If it forwards to other hosts, it forbids %1 (PermitOpen). Ask the administrator of %2.</source>
        <translation>배스천에서 포트 포워딩이 금지되어 있습니다(AllowTcpForwarding). 다른 호스트로는 포워딩된다면 %1 주소만 금지된 것입니다(PermitOpen). %2 배스천의 관리자에게 문의하세요.</translation>
    </message>
    <message>
        <source>The bastion %1 cannot open the socket %2. Check the path and the permissions there, and that the server is running.</source>
        <translation>%1 배스천에서 %2 소켓을 열 수 없습니다. 경로와 권한, 서버 실행 상태를 확인하세요.</translation>
    </message>
    <message>
        <source>The bastion %1 could not connect to %2 (%3). Check host and port, and that the server is running.</source>
        <translation>%1 배스천에서 %2 주소에 연결할 수 없습니다(%3). 호스트와 포트, 서버 실행 상태를 확인하세요.</translation>
    </message>
    <message>
        <source>The cache&apos;s security group probably does not allow it. Add inbound TCP %1 from the bastion&apos;s security group.</source>
        <translation>캐시의 보안 그룹에서 허용되지 않은 것 같습니다. 인바운드 규칙에 TCP %1, 소스로 배스천의 보안 그룹을 추가하세요.</translation>
    </message>
    <message>
        <source>The bastion cannot reach %1 (%2 s timeout).</source>
        <translation>배스천에서 %1 연결이 %2초 동안 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>The bastion cannot reach %1 (timeout).</source>
        <translation>배스천에서 %1 연결이 제한 시간 안에 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>%1 rejected the sign-in of %2. Tried: %3.</source>
        <translation>%1 배스천이 %2 사용자의 로그인을 거부했습니다. 시도한 방식: %3</translation>
    </message>
    <message>
        <source>DNS cannot find the bastion %1. Check the spelling.</source>
        <translation>DNS에서 %1 배스천을 찾을 수 없습니다. 철자를 확인하세요.</translation>
    </message>
    <message>
        <source>The bastion %1 refused the connection: the host answers, but no SSH server listens on port %2.</source>
        <translation>%1 배스천이 연결을 거부했습니다. 호스트는 응답하지만 %2 포트에서 대기 중인 SSH 서버가 없습니다.</translation>
    </message>
    <message>
        <source>Port %1 of %2 does not answer: check its security group, or use SSM, which needs no open port.</source>
        <translation>%2 배스천의 %1 포트가 응답하지 않습니다. 보안 그룹을 확인하거나 열린 포트가 필요 없는 SSM을 사용하세요.</translation>
    </message>
    <message>
        <source>From %1 the next bastion %2 cannot be reached on port %3. Check its address and its security group.</source>
        <translation>%1 배스천에서 다음 배스천 %2 주소의 %3 포트에 연결할 수 없습니다. 주소와 보안 그룹을 확인하세요.</translation>
    </message>
    <message>
        <source>known</source>
        <translation>알려진 키</translation>
    </message>
    <message>
        <source>accepted once</source>
        <translation>이번만 수락됨</translation>
    </message>
    <message>
        <source>accepted and stored</source>
        <translation>수락 및 저장됨</translation>
    </message>
    <message>
        <source>accepted before</source>
        <translation>앞서 수락됨</translation>
    </message>
    <message>
        <source>No SSH agent is set up here: SSH_AUTH_SOCK is empty. Start one, or choose a key file.</source>
        <translation>설정된 SSH 에이전트가 없습니다(SSH_AUTH_SOCK이 비어 있음). 에이전트를 시작하거나 키 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>The SSH agent at %1 gave an answer that cannot be read. Restart it, or choose a key file.</source>
        <translation>%1 경로의 SSH 에이전트가 읽을 수 없는 응답을 보냈습니다. 에이전트를 다시 시작하거나 키 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>The SSH agent at %1 ended the conversation. Try again.</source>
        <translation>%1 경로의 SSH 에이전트가 통신을 끊었습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>No SSH agent answers at %1. Start it, or choose a key file.</source>
        <translation>%1 경로에서 응답하는 SSH 에이전트가 없습니다. 에이전트를 시작하거나 키 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>The SSH agent at %1 does not answer. Look whether it waits for you to unlock it.</source>
        <translation>%1 경로의 SSH 에이전트가 응답하지 않습니다. 잠금 해제를 기다리고 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>agent: %1</source>
        <translation>에이전트: %1</translation>
    </message>
    <message>
        <source>The SSH agent did not sign with %1: it may be locked, or its person declined.</source>
        <translation>SSH 에이전트가 %1 키로 서명하지 않았습니다. 에이전트가 잠겨 있거나 사용자가 거부했을 수 있습니다.</translation>
    </message>
    <message>
        <source>The SSH agent signed with %1 as %2, but %3 was asked for. It is too old for this kind of key; choose a key file.</source>
        <translation>SSH 에이전트가 %1 키로 %3 대신 %2 방식의 서명을 보냈습니다. 이 종류의 키를 쓰기에는 너무 오래된 에이전트이므로 키 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>The SSH agent did not list its keys: it may not be meant for this account.</source>
        <translation>SSH 에이전트가 키 목록을 주지 않았습니다. 이 계정용이 아닐 수 있습니다.</translation>
    </message>
    <message>
        <source>The key %1 rests in a hardware token (FIDO), which the built-in SSH cannot use. Use the OpenSSH backend.</source>
        <translation>키 %1 항목은 하드웨어 토큰(FIDO)에 있어 내장 SSH로 사용할 수 없습니다. OpenSSH 백엔드를 사용하세요.</translation>
    </message>
    <message>
        <source>nothing (the server accepts %1)</source>
        <translation>없음(서버에서 허용하는 방식: %1)</translation>
    </message>
    <message>
        <source>The sign-in at %1 was given up.</source>
        <translation>%1 배스천 로그인을 취소했습니다.</translation>
    </message>
    <message>
        <source>%1 wants a password or code of %2, and nobody can be asked here. Connect once in the window and let it remember the password, or use a key.</source>
        <translation>%1 배스천에서 %2 사용자의 비밀번호 또는 코드를 요구하지만 여기서는 물어볼 수 없습니다. 창에서 한 번 연결하여 비밀번호를 저장하거나 키를 사용하세요.</translation>
    </message>
    <message>
        <source>There is no SSH agent: SSH_AUTH_SOCK is not set. Start one, or sign in with a key file.</source>
        <translation>SSH 에이전트가 없습니다(SSH_AUTH_SOCK 미설정). 에이전트를 시작하거나 키 파일로 로그인하세요.</translation>
    </message>
    <message>
        <source>The SSH agent holds no key. Add one with ssh-add, or use a key file.</source>
        <translation>SSH 에이전트에 키가 없습니다. ssh-add 명령으로 추가하거나 키 파일을 사용하세요.</translation>
    </message>
    <message>
        <source>The SSH agent does not hold the key %1. Add it with ssh-add.</source>
        <translation>SSH 에이전트에 %1 키가 없습니다. ssh-add 명령으로 추가하세요.</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1, 방식: %2</translation>
    </message>
    <message>
        <source>the stored key</source>
        <translation>저장된 키</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>키 암호</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>The keys of the SSH agent are of kinds that the built-in SSH cannot use (certificates, hardware tokens, DSA, RSA below 2048 bits). Add an Ed25519, ECDSA or RSA key with ssh-add, or use the OpenSSH backend.</source>
        <translation>SSH 에이전트의 키는 내장 SSH에서 쓸 수 없는 종류(인증서, 하드웨어 토큰, DSA, 2048비트 미만 RSA)입니다. ssh-add로 Ed25519, ECDSA 또는 RSA 키를 추가하거나, OpenSSH 백엔드를 사용하세요.</translation>
    </message>
    <message>
        <source>“%1” cannot be given to ssh as a host, user or alias: it is empty, begins with “-”, or has characters in it that a shell would read.</source>
        <translation>“%1” 값은 호스트, 사용자 또는 별칭으로 ssh에 전달할 수 없습니다. 비어 있거나 “-”로 시작하거나 셸이 해석하는 문자가 들어 있습니다.</translation>
    </message>
    <message>
        <source>The path %1 cannot stand in a configuration of ssh. Use one without quotes, backslashes, stars, question marks and brackets.</source>
        <translation>%1 경로는 ssh 설정에 쓸 수 없습니다. 따옴표, 역슬래시, 별표, 물음표, 괄호가 없는 경로를 사용하세요.</translation>
    </message>
    <message>
        <source>A key that rests in the keychain cannot be given to ssh. Choose the built-in SSH for this connection, or a key file.</source>
        <translation>키체인에 보관된 키는 ssh에 전달할 수 없습니다. 이 연결에 내장 SSH를 선택하거나 키 파일을 사용하세요.</translation>
    </message>
    <message>
        <source>The OpenSSH client (%1) cannot be started. Install it, choose its location, or use the built-in SSH.</source>
        <translation>OpenSSH 클라이언트(%1)를 시작할 수 없습니다. 설치하거나 위치를 지정하거나 내장 SSH를 사용하세요.</translation>
    </message>
    <message>
        <source>No private directory for ssh can be made in the temporary folder. Check that there is room and that it may be written to.</source>
        <translation>임시 폴더에 ssh 전용 디렉터리를 만들 수 없습니다. 여유 공간과 쓰기 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>another type</source>
        <translation>다른 종류</translation>
    </message>
    <message>
        <source>The program %1 ended without a word.</source>
        <translation>%1 프로그램이 아무 메시지 없이 종료되었습니다.</translation>
    </message>
    <message>
        <source>The program %1 could not open the tunnel: %2</source>
        <translation>%1 프로그램이 터널을 열지 못했습니다: %2</translation>
    </message>
    <message>
        <source>The SSH host key of %1 is marked as revoked on this computer: whoever shows it may not be the bastion. Nothing was sent. Ask your administrator for the new key.</source>
        <translation>%1 배스천의 SSH 호스트 키가 이 컴퓨터에 폐기된 키로 표시되어 있습니다. 이 키를 제시하는 상대는 배스천이 아닐 수 있습니다. 아무것도 전송하지 않았습니다. 관리자에게 새 키를 요청하세요.</translation>
    </message>
    <message>
        <source>The SSH host key of %1 is not known, and this connection accepts only known ones. Nothing was sent. Add it to known_hosts once your administrator has confirmed it.</source>
        <translation>%1 배스천의 SSH 호스트 키를 알 수 없으며, 이 연결은 알려진 키만 허용합니다. 아무것도 전송하지 않았습니다. 관리자가 확인해 주면 known_hosts에 추가하세요.</translation>
    </message>
    <message>
        <source>A bastion on the way to %1 forbids port forwarding (AllowTcpForwarding, PermitOpen). Ask its administrator.</source>
        <translation>%1 배스천으로 가는 경로의 배스천에서 포트 포워딩이 금지되어 있습니다(AllowTcpForwarding, PermitOpen). 관리자에게 문의하세요.</translation>
    </message>
    <message>
        <source>The bastion before %1 cannot reach it. Check its address and its security group.</source>
        <translation>%1 배스천의 앞 배스천에서 이 배스천에 연결할 수 없습니다. 주소와 보안 그룹을 확인하세요.</translation>
    </message>
    <message>
        <source>ssh does not use the key %1, since others may read it. Take that right away (chmod 600) and connect again.</source>
        <translation>다른 사용자가 읽을 수 있는 키이므로 ssh가 %1 키를 사용하지 않습니다. 권한을 제한하고(chmod 600) 다시 연결하세요.</translation>
    </message>
    <message>
        <source>ssh cannot read the key %1 (%2).</source>
        <translation>ssh가 %1 키를 읽을 수 없습니다(%2).</translation>
    </message>
    <message>
        <source>%1 ended the sign-in after too many attempts. If an agent holds many keys, name the one to use.</source>
        <translation>시도 횟수가 너무 많아 %1 배스천이 로그인을 중단했습니다. 에이전트에 키가 많으면 사용할 키를 지정하세요.</translation>
    </message>
    <message>
        <source>%1 and ssh have nothing in common (%2). The bastion offers only: %3</source>
        <translation>%1 배스천과 ssh가 함께 지원하는 방식이 없습니다(%2). 배스천이 제공하는 방식: %3</translation>
    </message>
    <message>
        <source>The SSH connection to %1 was lost: the bastion no longer answers.</source>
        <translation>%1 배스천과의 SSH 연결이 끊어졌습니다. 배스천이 더 이상 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>There is no SSH tunnel for this connection, so nothing was sent.</source>
        <translation>이 연결의 SSH 터널이 없어 아무것도 전송하지 않았습니다.</translation>
    </message>
    <message>
        <source>Only if your administrator confirms the new fingerprint: remove what is stored from its file, then connect again.</source>
        <translation>관리자가 새 지문을 확인해 준 경우에만 저장된 키를 해당 파일에서 삭제한 뒤 다시 연결하세요.</translation>
    </message>
    <message>
        <source>No MFA code was given.</source>
        <translation>MFA 코드가 입력되지 않았습니다.</translation>
    </message>
    <message>
        <source>Code of %1:</source>
        <translation>%1 장치의 코드:</translation>
    </message>
    <message>
        <source>keys of this connection</source>
        <translation>이 연결의 키</translation>
    </message>
    <message>
        <source>Session Manager sent a message that cannot be read.</source>
        <translation>Session Manager에서 읽을 수 없는 메시지가 왔습니다.</translation>
    </message>
    <message>
        <source>The bastion&apos;s SSM agent has been away for a minute. Check that the bastion is running, and connect again.</source>
        <translation>배스천의 SSM 에이전트가 1분 동안 연결되어 있지 않았습니다. 배스천이 실행 중인지 확인한 후 다시 연결하세요.</translation>
    </message>
    <message>
        <source>The bastion&apos;s SSM agent has not answered for five minutes. Check that the bastion is running, and connect again.</source>
        <translation>배스천의 SSM 에이전트가 5분 동안 응답하지 않았습니다. 배스천이 실행 중인지 확인한 후 다시 연결하세요.</translation>
    </message>
    <message>
        <source>The bastion&apos;s SSM agent started the session in a way that cannot be understood.</source>
        <translation>배스천의 SSM 에이전트가 이해할 수 없는 방식으로 세션을 시작했습니다.</translation>
    </message>
    <message>
        <source>The Session Manager document started a session of the type “%1”, and a tunnel needs “Port”. Choose a document for port forwarding.</source>
        <translation>Session Manager 문서가 시작한 세션의 유형은 ‘%1’입니다. 터널에는 ‘Port’ 유형이 필요합니다. 포트 전달용 문서를 선택하세요.</translation>
    </message>
    <message>
        <source>The Session Manager document forwards in the way “%1”, and a tunnel needs “LocalPortForwarding”. Choose a document for port forwarding.</source>
        <translation>Session Manager 문서의 전달 방식은 ‘%1’입니다. 터널에는 ‘LocalPortForwarding’ 방식이 필요합니다. 포트 전달용 문서를 선택하세요.</translation>
    </message>
    <message>
        <source>The bastion&apos;s SSM agent wants “%1”, which this program does not know.</source>
        <translation>배스천의 SSM 에이전트가 요청한 ‘%1’ 동작은 이 프로그램에서 지원하지 않습니다.</translation>
    </message>
    <message>
        <source>What comes from the bastion&apos;s SSM agent cannot be divided into connections. Connect again.</source>
        <translation>배스천의 SSM 에이전트가 보낸 데이터를 연결별로 나눌 수 없습니다. 다시 연결하세요.</translation>
    </message>
    <message>
        <source>The bastion insists on encrypting the session with an AWS KMS key, which this program does not do. Turn KMS encryption off in the Session Manager preferences of the AWS account.</source>
        <translation>배스천에서 AWS KMS 키로 세션을 암호화하도록 요구하지만 이 프로그램은 이를 지원하지 않습니다. AWS 계정의 Session Manager 기본 설정에서 KMS 암호화를 끄세요.</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1분</translation>
    </message>
    <message>
        <source>%1 h %2 m</source>
        <translation>%1시간 %2분</translation>
    </message>
    <message>
        <source>account %1</source>
        <translation>계정 %1</translation>
    </message>
    <message>
        <source>valid %1</source>
        <translation>%1 유효</translation>
    </message>
    <message>
        <source>it answers</source>
        <translation>응답함</translation>
    </message>
    <message>
        <source>unknown: ssm:GetConnectionStatus is not permitted</source>
        <translation>알 수 없음: ssm:GetConnectionStatus 권한이 없습니다</translation>
    </message>
    <message>
        <source>online</source>
        <translation>온라인</translation>
    </message>
    <message>
        <source>Session Manager leads to ports only, not to a Unix socket on %1. Give host and port.</source>
        <translation>Session Manager는 포트로만 연결되며 %1 배스천의 Unix 소켓에는 연결할 수 없습니다. 호스트와 포트를 입력하세요.</translation>
    </message>
    <message>
        <source>Session Manager&apos;s gateway refused the connection (HTTP %1). Try again; if it stays, a proxy may be in the way.</source>
        <translation>Session Manager 게이트웨이가 연결을 거부했습니다(HTTP %1). 다시 시도하세요. 계속되면 프록시가 원인일 수 있습니다.</translation>
    </message>
    <message>
        <source>Session Manager&apos;s gateway cannot be reached. Check the network, the proxy and the VPC endpoint of ssmmessages.</source>
        <translation>Session Manager 게이트웨이에 연결할 수 없습니다. 네트워크, 프록시, ssmmessages VPC 엔드포인트를 확인하세요.</translation>
    </message>
    <message>
        <source>Session Manager&apos;s gateway did not accept the session to %1. Connect again for a new one.</source>
        <translation>Session Manager 게이트웨이가 %1 대상의 세션을 받아들이지 않았습니다. 다시 연결하면 새 세션이 시작됩니다.</translation>
    </message>
    <message>
        <source>The Session Manager session to %1 has ended: by the account&apos;s idle or duration limit, or by somebody. Connect again.</source>
        <translation>%1 대상의 Session Manager 세션이 종료되었습니다. 계정의 유휴 시간 또는 최대 시간 제한이거나 누군가 종료한 것입니다. 다시 연결하세요.</translation>
    </message>
    <message>
        <source>The Session Manager session to %1 was ended by the bastion&apos;s agent.</source>
        <translation>배스천의 에이전트가 %1 대상의 Session Manager 세션을 종료했습니다.</translation>
    </message>
    <message>
        <source>The Session Manager session to %1 could not be resumed. %2</source>
        <translation>%1 대상의 Session Manager 세션을 재개할 수 없습니다. %2</translation>
    </message>
    <message>
        <source>The SSM agent of %1 did not answer the session. Check that the instance is not overloaded, or restart its agent.</source>
        <translation>%1 대상의 SSM 에이전트가 세션에 응답하지 않았습니다. 인스턴스의 부하를 확인하거나 에이전트를 다시 시작하세요.</translation>
    </message>
    <message>
        <source>The SSM agent of %1 is version %2, which cannot lead to other hosts. Update it to 3.1.1188.0 or later.</source>
        <translation>%1 대상의 SSM 에이전트 버전 %2에서는 다른 호스트로 연결할 수 없습니다. 3.1.1188.0 이상으로 업데이트하세요.</translation>
    </message>
    <message>
        <source>The SSM agent of %1 is version %2, which carries one connection at a time, and that is in use. Update it to 3.0.222.0 or later.</source>
        <translation>%1 대상의 SSM 에이전트 버전 %2에서는 한 번에 하나의 연결만 사용할 수 있으며 이미 사용 중입니다. 3.0.222.0 이상으로 업데이트하세요.</translation>
    </message>
    <message>
        <source>The bastion %1 could not connect to %2. Check host and port, and that the server is running.</source>
        <translation>%1 배스천에서 %2 주소에 연결할 수 없습니다. 호스트와 포트, 서버 실행 상태를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 is not online in Systems Manager. Check that it runs, that its SSM agent is up and that its role allows SSM.</source>
        <translation>%1 인스턴스가 Systems Manager에서 온라인 상태가 아닙니다. 실행 여부, SSM 에이전트, IAM 역할의 SSM 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>these credentials</source>
        <translation>현재 자격 증명</translation>
    </message>
    <message>
        <source>profile %1</source>
        <translation>프로필 %1</translation>
    </message>
    <message>
        <source>agent %1</source>
        <translation>에이전트 %1</translation>
    </message>
    <message>
        <source>AWS gets too many requests from this account at the moment. Try again later.</source>
        <translation>현재 이 계정에서 AWS로 보내는 요청이 너무 많습니다. 잠시 후 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The Session Manager plugin was not found. Install it or choose its location.</source>
        <translation>Session Manager 플러그인을 찾을 수 없습니다. 설치하거나 위치를 지정하세요.</translation>
    </message>
    <message>
        <source>The AWS CLI finds no credentials. Choose an AWS profile, or type keys for this connection.</source>
        <translation>AWS CLI가 자격 증명을 찾지 못했습니다. AWS 프로필을 선택하거나 이 연결의 키를 입력하세요.</translation>
    </message>
    <message>
        <source>The AWS CLI knows no profile %1. Check its name.</source>
        <translation>AWS CLI에 프로필 %1 항목이 없습니다. 이름을 확인하세요.</translation>
    </message>
    <message>
        <source>The AWS CLI needs a region. Choose one for this connection.</source>
        <translation>AWS CLI에 리전이 필요합니다. 이 연결의 리전을 선택하세요.</translation>
    </message>
    <message>
        <source>Systems Manager does not answer the AWS CLI. Check the network and the region.</source>
        <translation>Systems Manager가 AWS CLI에 응답하지 않습니다. 네트워크와 리전을 확인하세요.</translation>
    </message>
    <message>
        <source>The AWS CLI could not open the session to %1.</source>
        <translation>AWS CLI가 %1 대상의 세션을 열지 못했습니다.</translation>
    </message>
    <message>
        <source>The AWS CLI (%1) was not found. Install it, choose its location, or use the built-in tunnel.</source>
        <translation>AWS CLI(%1)를 찾을 수 없습니다. 설치하거나 위치를 지정하거나 내장 터널을 사용하세요.</translation>
    </message>
    <message>
        <source>The AWS CLI did not open the session within %1 s. Try again, or use the built-in tunnel.</source>
        <translation>AWS CLI가 %1초 안에 세션을 열지 못했습니다. 다시 시도하거나 내장 터널을 사용하세요.</translation>
    </message>
    <message>
        <source>The session to %1 has ended: the AWS CLI is gone.</source>
        <translation>%1 대상의 세션이 끝났습니다. AWS CLI가 종료되었습니다.</translation>
    </message>
    <message>
        <source>There is no bastion for this connection&apos;s Session Manager tunnel, so nothing was sent. Choose one.</source>
        <translation>이 연결의 Session Manager 터널에 배스천이 지정되지 않아 아무것도 전송하지 않았습니다. 배스천을 선택하세요.</translation>
    </message>
    <message>
        <source>AWS refuses the keys of the AWS CLI (%1). Correct them, or choose another AWS profile.</source>
        <translation>AWS가 AWS CLI의 키를 거부합니다(%1). 키를 바로잡거나 다른 AWS 프로필을 선택하세요.</translation>
    </message>
    <message>
        <source>The SSM agent of %1 does not answer. If it stays away, check that the instance is running.</source>
        <translation>%1 대상의 SSM 에이전트가 응답하지 않습니다. 계속되면 인스턴스가 실행 중인지 확인하세요.</translation>
    </message>
    <message>
        <source>The line to %1 through Session Manager was cut and is being opened again. If that goes on, check the network.</source>
        <translation>Session Manager를 통한 %1 연결이 끊어져 다시 연결하고 있습니다. 계속되면 네트워크를 확인하세요.</translation>
    </message>
    <message>
        <source>The stream to %1 was ended: %2 MB had come that nobody read. The others go on. Connect again, and read while it comes.</source>
        <translation>%1 스트림이 종료되었습니다. 받은 데이터 %2MB를 아무도 읽지 않았습니다. 다른 스트림은 계속됩니다. 다시 연결하고 데이터가 오는 동안 읽으세요.</translation>
    </message>
</context>
</TS>
