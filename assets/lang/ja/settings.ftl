# ノード自身のファイル (systemd のユニット、kubelet の設定、/proc/meminfo) から分かること。ファイルがコピーされたのは強制終了とは別の時点
# $file: ノード上のパス、$line: 行、$key: MemoryMax、$amount: 512 MiB、50 %、infinity、$unit: app.service

unit-limit-as-set = この上限は { $file } の { $line } 行目で設定されています ({ $key } は { $amount })
unit-limit-of-ram = { $ram } の { $share } = { $limit }
unit-limit-share = { $file } の { $line } 行目では { $key } がノードの RAM の { $amount } に設定されており、カーネルの行にある上限は { $enforced } です。ノードの RAM の大きさはこれらのファイルにはありません
unit-limit-differs = { $file } の { $line } 行目では { $key } が { $amount } に設定されていますが、カーネルの行にある上限は { $enforced } です。その間にファイルが変更されたか、別のファイルまたはコマンドの設定が優先されています。systemctl show { $unit } -p MemoryMax -p DropInPaths で確認できます
unit-limit-absent = { $file } には MemoryMax の設定がないため、この上限は別のファイルまたはコマンドで設定されています。systemctl show { $unit } -p MemoryMax -p DropInPaths で確認できます

node-size = ノードの RAM は { $ram } です ({ $file })
node-size-without-swap = ノードの RAM は { $ram } で、スワップはありません ({ $file })
node-size-with-swap = ノードの RAM は { $ram }、スワップは { $swap } です ({ $file })

kubelet-reserves = kubelet は、ノードのメモリのうち { $kube } (kubeReserved) と { $system } (systemReserved) を Pod に割り当てません ({ $file })
kubelet-evicts-below = 利用可能なメモリが { $amount } を下回ると、kubelet は Pod を退避させます
kubelet-reserves-nothing = kubelet は Pod 以外のためのメモリを予約していません。{ $file } には kubeReserved も systemReserved も設定されておらず、システムのサービスに必要なメモリまで Pod が使用できます
kubelet-leaves-the-limit = すべての Pod で使用できるのは合計 { $left } で、これが達した上限です
kubelet-leaves-another = すべての Pod で使用できるのは合計 { $left } ですが、カーネルの行にある上限は { $limit } です。その間に設定またはノードのメモリが変更されています

single-process-oom-kill-on = { $file } の singleProcessOOMKill は true です。カーネルが強制終了するのはコンテナーのプロセス 1 つで、それがメインプロセスでなければコンテナーは動き続けます
single-process-oom-kill-off = { $file } の singleProcessOOMKill は false です。cgroup v2 では、コンテナーのすべてのプロセスがまとめて強制終了されます
