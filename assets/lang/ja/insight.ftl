# 数値から分かること

## 語句

part-sized = { $part } { $size }
of-the-whole = 使用量 { $total } のうち { $part } ({ $share })
resident-sum = { $processes } 個のプロセスの常駐メモリ = { $sum }、使用量 { $usage }

## このプロセスが選ばれた理由

chosen-for-asking = { $name } が強制終了されたのは、大きさのためではなく、その時点でメモリを要求したためです (vm.oom_kill_allocating_task が設定されています)
chosen-not-highest = タスクの一覧の値では、{ $first } のほうが { $victim } よりスコアが高くなっています。一覧は選択の後に出力されるもので、カーネルがこのように選んだ理由はログからは分かりません
chosen-not-highest-confined = タスクの一覧の値では、{ $first } のほうが { $victim } よりスコアが高くなっています。カーネルが対象とするのは同じメモリノードを使えるプロセスだけですが、個々のプロセスがそれに当たるかはログからは分かりません
chosen-only = 選べるプロセスは { $name } だけでした
chosen-only-beside-pause = Pod の pause プロセスを除くと、選べるプロセスは { $name } だけでした
chosen-highest = { $name } が選ばれたのは、スコアが最も高かったためです: { $gain }
chosen-highest-listed = { $name } が選ばれたのは、ログに出力されたプロセスの中でスコアが最も高かったためです: { $gain }
gain-plain = 終了により解放される { $freed }
gain-plus = 終了により解放される { $freed } に、oom_score_adj { $adj } による { $shift } を加えた値
gain-less = 終了により解放される { $freed } から、oom_score_adj { $adj } による { $shift } を差し引いた値
score-arithmetic = 常駐 { $resident } ページ + スワップアウト { $swapped } + ページテーブル { $tables }{ $shift } = { $points } 点 (1 点は { $page })
score-arithmetic-next = { $arithmetic }。{ $next } は { $points } 点
spared-exempt = { $name } のほうが多くのメモリを使っていましたが ({ $held })、選ばれませんでした。oom_score_adj が { $adj } で、除外されるためです
spared-weighs-less = { $name } のほうが多くのメモリを使っていましたが ({ $held })、選ばれませんでした。oom_score_adj が { $adj } で、{ $victim_adj } より低いためです
spared-arithmetic = 強制終了されたプロセスは { $held } を使っていました

## Kubernetes の表示

kubectl-sandbox = Pod の pause プロセスが強制終了されました。この場合、Kubernetes は Pod 全体を、すべてのコンテナーとともに起動し直します
kubectl-cut = コンテナー全体が強制終了されたのか、{ $victim } だけなのかは分かりません。レポートのその部分がログにないためです
kubectl-whole-container = すべてのプロセスが強制終了されたためコンテナーは終了し、Pod の restartPolicy が Never でなければ再起動されます。終了コードは 137、理由は OOMKilled (ランタイムが強制終了に気付かなかった場合は単に Error) と表示される見込みです
kubectl-whole-pod = すべてのプロセスが強制終了されたため、Pod のコンテナーは終了しました。終了コードは 137、理由は OOMKilled (ランタイムが強制終了に気付かなかった場合は単に Error) と表示される見込みです
kubectl-only-process = { $victim } が唯一のプロセスだったためコンテナーは終了し、Pod の restartPolicy が Never でなければ再起動されます。終了コードは 137、理由は OOMKilled (ランタイムが強制終了に気付かなかった場合は単に Error) と表示される見込みです
kubectl-only-process-arithmetic = タスクの一覧には pause 以外のプロセスがありません
kubectl-one-of-several = 強制終了されたのは { $victim } だけです。カーネルはコンテナー全体を強制終了する設定 (memory.oom.group) になっていませんでした。これがコンテナーのメインプロセスであれば、コンテナーは終了し、終了コードは 137、理由は OOMKilled (ランタイムが強制終了に気付かなかった場合は単に Error) と表示される見込みです。子プロセスであれば何も再起動されず、kubectl には何も表示されず、コンテナーはそのプロセスを欠いたまま動き続けることがあります。どちらであるかはログからは分かりません
group-container = カーネルはコンテナーのすべてのプロセスを強制終了しました (memory.oom.group)
group-within = カーネルはコンテナー内の { $inner } のすべてのプロセスを強制終了しました (memory.oom.group)
group-pod = カーネルは Pod のすべてのプロセスを強制終了しました (memory.oom.group)
group-unit = カーネルは { $unit } のすべてのプロセスを強制終了しました (memory.oom.group。systemd が OOMPolicy=kill の場合に設定します)
group-cgroup = カーネルは、強制終了の対象となった cgroup のすべてのプロセスを強制終了しました (memory.oom.group)

## 上限の cgroup のメモリ

kernel-heavy = { $share } は、プログラムのためにカーネル自身が保持しているメモリです: { $parts }。プロセスを強制終了しても、ほとんど解放されないことがあります
thread-heavy = { $share } はカーネルスタックで、約 { $threads } スレッド分に当たります
thread-heavy-arithmetic = { $stacks } / { $stack } (x86-64 と arm64 でのスレッドごとのスタック) = { $threads } スレッド
page-tables-heavy = { $share } はページテーブルです。多くのプロセスが同じメモリをマップしているか、1 つのプロセスが使用量をはるかに超えてマップしています
tmpfs-heavy = { $share } は共有メモリです。メモリ上のボリューム (medium: Memory の emptyDir) や /dev/shm のファイル、またはプロセス間で共有されているメモリです。ファイルはプロセスが強制終了されても残るため、再起動しても同じ結果になることがあります
page-cache-heavy = { $share } はページキャッシュ、つまりファイルの内容で、通常はカーネルが強制終了の前に手放すものです
page-cache-heavy-waiting = { $share } はページキャッシュ、つまりファイルの内容で、通常はカーネルが強制終了の前に手放すものです。そのうち { $waiting } はディスクへの書き込みを待っています
by-container = コンテナー別 (大きい順): { $containers }
by-container-arithmetic = 各 cgroup の行の rss + cache
cgroup-swap-full = スワップも使い切られていました: { $limit } のうち { $usage }
cgroup-memory-and-swap-full = メモリとスワップの合計も上限に達していました: { $limit } のうち { $usage }
shared-memory-inside-cache = このログでは共有メモリが区別されていません。ページキャッシュ { $cache } に含まれている可能性があります
statistics-exceed-usage = 統計の合計が使用量を { $excess } 上回っています。カーネルが統計を別の時点で読んだためです。図では、その分だけ最も大きい部分を小さく描いています

## ノードのメモリ

node-swap-full = ノードのスワップは使い切られていました: { $total } のうち空き { $free }
huge-pages = ノードのメモリ { $ram } のうち { $pool } ({ $share }) が Huge Page として確保されており、ほかの用途には使えません。そのうち { $free } は使われていませんでした
unreclaimable-slab = ノードのメモリ { $ram } のうち { $slab } ({ $share }) は、回収できないカーネルオブジェクトです。ドライバーやカーネルの機能がメモリリークを起こしている可能性があります
unreclaimable-slab-mostly = ノードのメモリ { $ram } のうち { $slab } ({ $share }) は、回収できないカーネルオブジェクトです (主に { $largest })。ドライバーやカーネルの機能がメモリリークを起こしている可能性があります
guaranteed-victim = { $victim } の oom_score_adj は Guaranteed の Pod のもの (-997) で、最後に選ばれます。oom_score_adj がより低いプロセスや、プロセスに属さないメモリ (tmpfs、Huge Page、カーネル) を確認してください

## プロセス

who-used = メモリを最も多く使っていたのは { $largest } です
who-used-arithmetic = { $processes } 個のプロセスの常駐メモリを名前ごとに合計したもので、全体では { $total } です。プロセス間で共有されているメモリは、それぞれに計上されます
processes-of-one-name = { $name } という名前の { $count } 個のプロセスが合わせて { $sum } を使っていました。タスクの一覧の合計の { $share } に当たります
processes-of-one-name-arithmetic = 平均では 1 つ当たり { $each } です。共有されているメモリは、それぞれに計上されます
process-sum = { $name } ({ $sum })
processes-sum = { $name } ({ $count } 個のプロセスで { $sum })
table-sum-more = プロセスの合計は { $sum } で、ここでの使用量を上回ります。プロセス間で共有されているメモリはそれぞれに計上され、ファイルのページは最初に読み込まれた場所に計上されるためです
table-sum-about = プロセスの合計は { $sum } で、使用量とほぼ一致します
table-sum-less = プロセスの合計は { $sum } で、使用量を下回ります。残りの内訳はログにありません
table-sum-less-parts = プロセスの合計は { $sum } で、使用量を下回ります。残りは個々のプロセスのものではありません ({ $parts })

## Pod の要求

memory-request = { $victim } のコンテナーのメモリ要求 (requests) は { $from } から { $to } の間です
memory-request-arithmetic = kubelet は oom_score_adj = 1000 - 1000 × 要求 / 容量 を設定します。容量 { $capacity } で { $adj } となるのは { $from } から { $to } です (プロセスが自分で変更していなければ)
qos-guaranteed = Kubernetes のノードであれば、{ $victim } の oom_score_adj ({ $adj }) は Guaranteed の Pod (またはノードに欠かせない Pod) の値です
qos-best-effort = Kubernetes のノードであれば、{ $victim } の oom_score_adj ({ $adj }) は BestEffort の Pod の値です
qos-burstable = Kubernetes のノードであれば、{ $victim } の oom_score_adj ({ $adj }) は Burstable の Pod の値です
qos-arithmetic = kubelet は Guaranteed に -997、BestEffort に 1000、Burstable の Pod に 3 ～ 999 を設定します。プログラムが自分の値を変更することもあります
