// What downloads tell.
import type { Room } from './row.ts';

export const downloads = {
  '{host} could not be reached{proxy, select, none {} other { through the proxy {proxy}}}: this computer seems to be offline. Check the network, or the proxy under Settings.':
    {
      de: '{host} ist {proxy, select, none {} other {über den Proxy {proxy} }}nicht erreichbar: Dieser Computer scheint offline zu sein. Das Netz prüfen oder den Proxy unter Einstellungen.',
      zh: '无法{proxy, select, none {} other {通过代理 {proxy} }}连接 {host}：本机似乎处于离线状态。请检查网络，或“设置”中的代理。',
    },
  'The connection to {host} broke off. What is there is kept; try again to go on from it.': {
    de: 'Die Verbindung zu {host} brach ab. Was da ist, bleibt; noch einmal versuchen, um weiterzumachen.',
    zh: '与 {host} 的连接中断。已下载的部分会保留；重试即可继续。',
  },
  'The certificate of {host} cannot be checked ({code}). A network that looks into encrypted connections does that; on the command line its own certificate can be given by NODE_EXTRA_CA_CERTS.':
    {
      de: 'Das Zertifikat von {host} kann nicht geprüft werden ({code}). Das macht ein Netz, das in verschlüsselte Verbindungen hineinsieht; auf der Befehlszeile kann dessen Zertifikat mit NODE_EXTRA_CA_CERTS angegeben werden.',
      zh: '无法验证 {host} 的证书（{code}）。会检查加密连接的网络会导致这种情况；在命令行中可通过 NODE_EXTRA_CA_CERTS 指定该网络自己的证书。',
    },
  'The disk is full. Free some space; the download goes on from where it is.': {
    de: 'Der Datenträger ist voll. Platz schaffen; der Download macht da weiter, wo er ist.',
    zh: '磁盘已满。请释放空间；下载会从当前进度继续。',
  },
  'The folder for downloads cannot be written.': {
    de: 'Der Ordner für Downloads kann nicht beschrieben werden.',
    zh: '无法写入下载文件夹。',
  },
  'The download failed: {reason}': { de: 'Der Download ist fehlgeschlagen: {reason}', zh: '下载失败：{reason}' },
  'The proxy{proxy, select, none {} other { {proxy}}} wants a name and a password: write them as http://name:password@host:port.':
    {
      de: 'Der Proxy{proxy, select, none {} other { {proxy}}} verlangt Name und Passwort: als http://name:password@host:port schreiben.',
      zh: '代理{proxy, select, none {} other { {proxy} }}需要用户名和密码：请写成 http://name:password@host:port。',
    },
  '{host} does not have this file any more ({status}).': {
    de: '{host} hat diese Datei nicht mehr ({status}).',
    zh: '{host} 已没有此文件（{status}）。',
  },
  '{host} does not give this file to everybody ({status}).': {
    de: '{host} gibt diese Datei nicht jedem ({status}).',
    zh: '{host} 不向所有人提供此文件（{status}）。',
  },
  '{host} is asked too often (429). Try again later.': {
    de: '{host} wird zu oft gefragt (429). Später noch einmal versuchen.',
    zh: '对 {host} 的请求过于频繁（429）。请稍后重试。',
  },
  '{host} has trouble of its own ({status}). Try again later.': {
    de: '{host} hat selbst Schwierigkeiten ({status}). Später noch einmal versuchen.',
    zh: '{host} 自身出现问题（{status}）。请稍后重试。',
  },
  '{host} answered with {status}, which is no file.': {
    de: '{host} antwortete mit {status}; das ist keine Datei.',
    zh: '{host} 返回了 {status}，不是文件。',
  },
  '{host} sends from one address to the next without end.': {
    de: '{host} schickt ohne Ende von einer Adresse zur nächsten.',
    zh: '{host} 不断重定向，没有终点。',
  },
  '{host} sends to an address that is none.': {
    de: '{host} schickt zu einer Adresse, die keine ist.',
    zh: '{host} 重定向到的地址无效。',
  },
  '{host} sends to {address}, which is not encrypted; it was not followed.': {
    de: '{host} schickt zu {address}, was nicht verschlüsselt ist; es wurde nicht verfolgt.',
    zh: '{host} 重定向到未加密的 {address}；未跟随。',
  },
  'The proxy {proxy} cannot be used: an address such as http://host:3128 is needed.': {
    de: 'Der Proxy {proxy} kann nicht verwendet werden: Eine Adresse wie http://host:3128 ist nötig.',
    zh: '无法使用代理 {proxy}：需要 http://host:3128 这样的地址。',
  },
  'The download was stopped. What is there is kept.': {
    de: 'Der Download wurde angehalten. Was da ist, bleibt.',
    zh: '下载已停止。已下载的部分会保留。',
  },
  '{host} sends another part than was asked for.': {
    de: '{host} schickt einen anderen Teil als verlangt.',
    zh: '{host} 发送的部分与请求的不符。',
  },
  '{host} sent a web page instead of the file. A network that wants you to sign in first does that: open a browser, sign in, and try again.':
    {
      de: '{host} schickte eine Webseite statt der Datei. Das macht ein Netz, das erst eine Anmeldung verlangt: einen Browser öffnen, anmelden und noch einmal versuchen.',
      zh: '{host} 发来的是网页而不是文件。需要先登录的网络会导致这种情况：请打开浏览器登录，然后重试。',
    },
  'The file has {bytes} bytes, and {most} is the limit.': {
    de: 'Die Datei hat {bytes} Bytes, und {most} ist die Grenze.',
    zh: '文件有 {bytes} 字节，上限为 {most}。',
  },
  "The server's file has {bytes} bytes, and the published one has {published}. It was not fetched.": {
    de: 'Die Datei des Servers hat {bytes} Bytes, die veröffentlichte {published}. Sie wurde nicht geholt.',
    zh: '服务器上的文件有 {bytes} 字节，而发布的文件有 {published} 字节。未下载。',
  },
  'The file has over {most} bytes, which is the limit.': {
    de: 'Die Datei hat über {most} Bytes; das ist die Grenze.',
    zh: '文件超过上限 {most} 字节。',
  },
  '{bytes} bytes came where {said} were said. They were removed. Try again.': {
    de: '{bytes} Bytes kamen an, {said} waren angekündigt. Sie wurden entfernt. Noch einmal versuchen.',
    zh: '收到 {bytes} 字节，而应为 {said} 字节。已删除。请重试。',
  },
  'What came is not the published file: its SHA-256 begins with {sha256} instead of {wanted}. It was removed. Try again; if it stays so, the file at that address was changed.':
    {
      de: 'Was ankam, ist nicht die veröffentlichte Datei: Ihr SHA-256 beginnt mit {sha256} statt {wanted}. Sie wurde entfernt. Noch einmal versuchen; bleibt es so, wurde die Datei an dieser Adresse geändert.',
      zh: '收到的不是发布的文件：其 SHA-256 以 {sha256} 开头，而应为 {wanted}。已删除。请重试；如果仍然如此，则该地址上的文件已被更改。',
    },
  'The disk has {left} MB left, and {needed} MB are to come. Free some space.': {
    de: 'Auf dem Datenträger sind noch {left} MB frei, und {needed} MB kommen noch. Platz schaffen.',
    zh: '磁盘剩余 {left} MB，还需下载 {needed} MB。请释放空间。',
  },
} as const satisfies Room;
